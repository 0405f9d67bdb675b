import { types, type CustomTypesConfig } from 'pg'

/** An int8 as a number where a number holds it exactly, else as a bigint: never a wrong digit, rarely a surprise. */
function parseInt8(text: string): number | bigint {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}

const int8 = 20 // the type's oid in pg_type.dat

/** How values are read from rows on our connections; pg's own defaults stay as they are for everyone else. */
export const rowTypes: CustomTypesConfig = {
  getTypeParser: (oid: number, format) =>
    oid === int8 && format !== 'binary' ? parseInt8 : types.getTypeParser(oid, format),
}
