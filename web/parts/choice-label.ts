import { texts } from '../texts/texts.ts'

/** A value of a choice as people read it; some words mean another thing in another choice. */
export function choiceLabel(name: string, value: string | number): string {
  if (typeof value === 'number') return texts.newestVersions.are(value)
  const labels: Readonly<Record<string, string>> = texts.choiceValues
  return labels[`${name}.${value}`] ?? labels[value] ?? value
}
