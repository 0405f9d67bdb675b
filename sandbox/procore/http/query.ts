import { invalid } from './refusal.ts'

/** The query of a call, read the ways Procore's own clients and others write it. */
export interface Query {
  text(name: string): string | undefined
  /** True and False count whatever their case. */
  flag(name: string): boolean | undefined
  number(name: string): number | undefined
  /** Values of name and of name[], also those with commas between. */
  list(name: string): readonly string[]
  /** From and to of a range a...b; a single day counts from its beginning to its end. */
  range(name: string): { readonly from: string; readonly to: string } | undefined
}

export function readQuery(url: string): Query {
  const at = url.indexOf('?')
  const parameters = new URLSearchParams(at < 0 ? '' : url.slice(at + 1))
  const text = (name: string) => parameters.get(name) ?? undefined
  return {
    text,
    flag(name) {
      const value = text(name)
      return value === undefined || value === '' ? undefined : isTrue(value)
    },
    number(name) {
      const value = text(name)
      if (value === undefined || value === '') return undefined
      if (!/^\d{1,16}$/.test(value)) throw invalid(name, 'must be an integer')
      return Number(value)
    },
    list: (name) =>
      [...parameters.getAll(name), ...parameters.getAll(`${name}[]`)]
        .flatMap((value) => value.split(','))
        .map((value) => value.trim())
        .filter((value) => value !== ''),
    range(name) {
      const value = text(name)?.replaceAll('"', '')
      if (value === undefined || value === '') return undefined
      const [from = '', to = from] = value.split('...')
      return { from: moment(name, from, 'T00:00:00.000Z'), to: moment(name, to, 'T23:59:59.999Z') }
    },
  }
}

export const isTrue = (value: string) => /^(true|1|yes)$/i.test(value)

function moment(name: string, text: string, timeOfDay: string): string {
  const time = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? text + timeOfDay : text)
  if (Number.isNaN(time)) throw invalid(name, 'must be a range of ISO 8601 times, as in 2026-01-01...2026-01-31')
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z')
}
