/** Parts of an address's search, read by a scene's `validateSearch`; what is not as it should be is dropped. */
type Search = Readonly<Record<string, unknown>>
type Part<Name extends string, Value> = { [Key in Name]?: Value | undefined }

export function textIn<Name extends string>(search: Search, name: Name): Part<Name, string> {
  const value = search[name]
  // The router reads digits as a number.
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text !== '' ? part(name, text) : {}
}

export function oneOf<Name extends string, Value extends string>(
  search: Search,
  name: Name,
  values: readonly Value[],
): Part<Name, Value> {
  const found = values.find((value) => value === search[name])
  return found === undefined ? {} : part(name, found)
}

export function textsIn<Name extends string>(search: Search, name: Name): Part<Name, readonly string[]> {
  const value = search[name]
  return Array.isArray(value)
    ? part(
        name,
        value.filter((one) => typeof one === 'string'),
      )
    : {}
}

function part<Name extends string, Value>(name: Name, value: Value): Part<Name, Value> {
  return { [name]: value } as Part<Name, Value>
}
