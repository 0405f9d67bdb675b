import type { JobMapping } from '#api/contract/mapping.ts'
import { parsePattern, signsOf } from '#engine/pattern.ts'
import type { Name } from '#platform'

/** Tells why a mapping leaves out what is called so; undefined where it takes it. */
export function namesOf({ names, except = [] }: JobMapping): (name: Name) => string | undefined {
  const wanted = names?.map(parsePattern)
  const unwanted = except.map(parsePattern)
  return (name) => {
    const signs = [signsOf(name)]
    const left = unwanted.find((pattern) => pattern.matches(signs, 'folder'))
    if (left) return `Its name is like “${left.text}”, which is left out.`
    if (!wanted || wanted.some((pattern) => pattern.matches(signs, 'folder'))) return undefined
    return `Its name is not like ${wanted.map(({ text }) => `“${text}”`).join(' or ')}.`
  }
}
