const storedAs = 'gantry-back'

/** Whether a text is a path of ours, never another site. */
export const isOurPath = (text: string) => /^\/(?![/\\])/.test(text)

/** Remembers in this tab where somebody wanted to go, while they sign in elsewhere. */
export function keepBack(path: string | undefined): void {
  if (path === undefined) sessionStorage.removeItem(storedAs)
  else sessionStorage.setItem(storedAs, path)
}

export function takeBack(): string | undefined {
  const path = sessionStorage.getItem(storedAs) ?? ''
  sessionStorage.removeItem(storedAs)
  return isOurPath(path) ? path : undefined
}
