/**
 * The header that makes a browser keep what comes under this name, and never show it as a page. Names beyond ASCII stand in
 * the second form, which browsers prefer (RFC 6266, 4.3; RFC 8187).
 */
export function attachment(name: string): string {
  const plain = name.toWellFormed().replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
