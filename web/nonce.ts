/** The nonce of this page's answer, by which its policy takes styles that are made here. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce

/**
 * Gives it to every style sheet that is made, because Ant Design does so for its own only, and not for those that its parts
 * make: without, dialogs do not keep the page behind them from scrolling.
 */
export function giveNonceToStyles(): void {
  const create = document.createElement.bind(document)
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const made = create(name, options)
    if (made instanceof HTMLStyleElement && nonce !== undefined) made.nonce = nonce
    return made
  }
}
