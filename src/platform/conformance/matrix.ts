import type { PlatformResults, Result } from './results.ts'

const signs: Readonly<Record<Result['did'], string>> = { ran: '✓', failed: '✗', skipped: '' }

/** Cases by platforms as text: what ran, what was skipped and why. Nothing vanishes. */
export function matrix(sentences: readonly string[], platforms: readonly PlatformResults[]): string {
  const reasons = [...new Set(platforms.flatMap(({ results }) => results.flatMap(({ reason }) => reason ?? [])))]
  const cell = (result: Result | undefined) => {
    if (!result) return '·'
    return result.did === 'skipped' ? String(reasons.indexOf(result.reason ?? '') + 1) : signs[result.did]
  }
  const width = Math.max(...sentences.map((sentence) => sentence.length))
  const rows = sentences.map((sentence) => {
    const cells = platforms.map(({ results }) => cell(results.find((result) => result.sentence === sentence)))
    return `${sentence.padEnd(width)}  ${cells.map((text) => text.padStart(3)).join('')}`
  })
  return [
    `Conformance: ${sentences.length} cases (✓ kept, ✗ broken, a number: skipped for that reason, · not run)`,
    ...platforms.map(({ platform, results }, at) => `  ${letter(at)}  ${platform}: ${tally(results)}`),
    '',
    `${''.padEnd(width)}  ${platforms.map((_, at) => letter(at).padStart(3)).join('')}`,
    ...rows,
    '',
    ...reasons.map((reason, at) => `${String(at + 1).padStart(3)}  ${reason}`),
  ].join('\n')
}

function letter(at: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + at)
}

function tally(results: readonly Result[]): string {
  const count = (did: Result['did']) => results.filter((result) => result.did === did).length
  const failed = count('failed')
  return `${count('ran')} kept, ${count('skipped')} skipped${failed > 0 ? `, ${failed} broken` : ''}`
}
