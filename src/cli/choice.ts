import { InvalidArgumentError, Option } from 'commander'
import { nearestWord } from '#toolkit/nearest-word.ts'

/** An option that takes one of a few words, and a whole number where it is so; another word is answered with the nearest. */
export function choice(
  flags: string,
  description: string,
  words: readonly string[],
  { takesNumber = false }: { readonly takesNumber?: boolean } = {},
): Option {
  const there = `There are: ${words.join(', ')}${takesNumber ? ', or a whole number' : ''}.`
  return new Option(flags, description).argParser((word: string) => {
    if (words.includes(word)) return word
    if (takesNumber && /^[1-9]\d{0,8}$/.test(word)) return Number(word)
    const meant = nearestWord(word, words)
    throw new InvalidArgumentError(meant === undefined ? there : `Did you mean ${meant}? ${there}`)
  })
}
