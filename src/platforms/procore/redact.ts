/** The text without any of the secrets, should the other side have echoed one. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= shortestSecret)
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
}

// Shorter ones would blank ordinary words.
const shortestSecret = 6
