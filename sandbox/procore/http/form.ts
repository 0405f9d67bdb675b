/** What forms bring: texts, received files, and what brackets in their names nest. */
export type Fields = { [name: string]: FieldValue }
export type FieldValue = unknown

/** file[name]=a, file[parent_id]=7 → { file: { name: 'a', parent_id: '7' } }; tags[]=a, tags[]=b → { tags: ['a', 'b'] }. */
export function nest(pairs: Iterable<readonly [name: string, value: FieldValue]>): Fields {
  const fields: Fields = emptyFields()
  for (const [name, value] of pairs) put(fields, keysOf(name), value)
  return fields
}

const emptyFields = (): Fields => Object.create(null) as Fields

function keysOf(name: string): readonly string[] {
  const open = name.indexOf('[')
  if (open <= 0) return [name]
  return [name.slice(0, open), ...Array.from(name.slice(open).matchAll(/\[([^\]]*)\]/g), (found) => found[1] ?? '')]
}

function put(fields: Fields, [key = '', ...rest]: readonly string[], value: FieldValue): void {
  if (rest.length === 0) fields[key] = value
  else if (rest[0] === '') fields[key] = added(fields[key], rest.slice(1), value)
  else {
    const inner = isFields(fields[key]) ? fields[key] : emptyFields()
    fields[key] = inner
    put(inner, rest, value)
  }
}

/** An element of a list of objects ends where one of its names comes again. */
function added(list: FieldValue, rest: readonly string[], value: FieldValue): FieldValue {
  const elements: FieldValue[] = Array.isArray(list) ? list : []
  const [name] = rest
  if (name === undefined) return [...elements, value]
  const last = elements.at(-1)
  const element = isFields(last) && !(name in last) ? last : emptyFields()
  if (element !== last) elements.push(element)
  put(element, rest, value)
  return elements
}

const isFields = (value: FieldValue): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
