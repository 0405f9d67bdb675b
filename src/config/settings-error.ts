/** Settings that cannot be used; the message names the place and what is expected there. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}
