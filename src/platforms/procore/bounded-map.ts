/** A map that forgets what was put into it the longest ago, so that it never grows beyond `most`. */
interface BoundedMap<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  delete(key: string): void
  keys(): Iterable<string>
}

export function boundedMap<Value>(most: number): BoundedMap<Value> {
  const map = new Map<string, Value>()
  return {
    get: (key) => map.get(key),
    set(key, value) {
      map.delete(key)
      map.set(key, value)
      if (map.size <= most) return
      const oldest = map.keys().next()
      if (!oldest.done) map.delete(oldest.value)
    },
    delete: (key) => void map.delete(key),
    keys: () => [...map.keys()],
  }
}
