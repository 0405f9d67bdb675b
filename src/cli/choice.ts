import { InvalidArgumentError, Option } from 'commander'
import { nearestWord } from '#toolkit/nearest-word.ts'

/** An option that takes one of a few words; another one is answered with the nearest. */
export function choice(flags: string, description: string, words: readonly string[]): Option {
  return new Option(flags, description).argParser((word: string) => {
    if (words.includes(word)) return word
    const meant = nearestWord(word, words)
    throw new InvalidArgumentError(
      meant === undefined
        ? `There are: ${words.join(', ')}.`
        : `Did you mean ${meant}? There are: ${words.join(', ')}.`,
    )
  })
}
