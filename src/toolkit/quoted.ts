/** What somebody else said, as a part of a sentence of ours: without the stop at its end, which ours has already. */
export function quoted(text: string): string {
  return `“${text.trim().replace(/(?<=[^.])\.$/, '')}”`
}
