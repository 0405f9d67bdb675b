import { commonPasswords } from './common-passwords.ts'

const leastCharacters = 12
const mostCharacters = 256

/** What is wrong with a new password, as a sentence; nothing when it will do. No kind of character is compulsory. */
export function faultOfPassword(
  password: string,
  { email, name }: { email: string; name?: string },
): string | undefined {
  const text = password.normalize('NFKC')
  const length = [...text].length
  if (length < leastCharacters) {
    return `The password has ${length} characters; at least ${leastCharacters} are needed. Several words are easy to remember.`
  }
  if (length > mostCharacters) return `The password is longer than ${mostCharacters} characters.`
  const folded = fold(text)
  const own = [email, email.split('@')[0], name].map((word) => fold(word ?? '')).filter((word) => word !== '')
  const letters = withoutFrills(folded)
  if (own.some((word) => folded === word || (letters !== '' && letters === withoutFrills(word)))) {
    return 'The password is your name or e-mail address, which is tried first. Take another one.'
  }
  if (isCommon(folded)) return 'The password is one of those that are tried first. Take another one.'
  return undefined
}

function isCommon(folded: string): boolean {
  const letters = withoutFrills(folded)
  return (
    commonPasswords.has(folded) ||
    commonPasswords.has(letters) ||
    isRepeated(folded) ||
    isSeries(folded) ||
    new Set(folded).size < 4
  )
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '')

/** Digits and signs at either end are what people add to a common password. */
const withoutFrills = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

/** passwordpassword, abcabcabcabc */
const isRepeated = (text: string) => /^(.{1,12}?)\1+$/su.test(text)

const seriesOfKeys = [
  '01234567890123456789',
  '09876543210987654321',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
]

const isSeries = (text: string) => seriesOfKeys.some((series) => series.includes(text) || text.startsWith(series))
