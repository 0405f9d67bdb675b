/** A header for any name: plain letters for old clients, all of it for others (RFC 6266). */
export function dispositionOf(kind: string, filename: string): string {
  const plain = filename.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')
  const isPlain = plain === filename
  return `${kind}; filename="${plain}"${isPlain ? '' : `; filename*=UTF-8''${encodeURIComponent(filename)}`}`
}
