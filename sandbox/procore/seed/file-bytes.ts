import { createHash } from 'node:crypto'

/** The bytes of a seeded file: the same for the same name and version, and of the kind that its extension says. */
export function fileBytes(name: string, version: number, size: number): Buffer {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  const title = `${name}, version ${version}`
  if (extension === 'pdf') return pdf(title, size)
  if (['txt', 'csv', 'md', 'ifc', 'eml'].includes(extension)) return plainText(title, size)
  const start = Buffer.from(beginnings[extension] ?? '', 'latin1')
  return Buffer.concat([start, noise(title, Math.max(0, size - start.length))]).subarray(0, size)
}

// How files of these kinds begin, so that programs that look take them for what they are.
const beginnings: Readonly<Record<string, string>> = {
  jpg: '\xff\xd8\xff\xe0\x00\x10JFIF\x00',
  png: '\x89PNG\r\n\x1a\n',
  dwg: 'AC1032\x00\x00\x00\x00\x00',
  docx: 'PK\x03\x04',
  xlsx: 'PK\x03\x04',
  zip: 'PK\x03\x04',
  mpp: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
}

/** One page with the title on it, brought to its size by a comment. */
function pdf(title: string, size: number): Buffer {
  const shown = title.replaceAll(/[^\x20-\x7e]/g, '?').replaceAll(/[\\()]/g, '\\$&')
  const drawing = `BT /F1 14 Tf 40 780 Td (${shown}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  const padding = `%${noise(title, Math.max(0, Math.floor((size - 900) / 2))).toString('hex')}\n`
  let body = `%PDF-1.4\n${padding}`
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return Buffer.from(body + table + end, 'latin1')
}

function plainText(title: string, size: number): Buffer {
  const line = `${title}\n`
  return Buffer.from(line.repeat(Math.ceil(size / line.length))).subarray(0, size)
}

function noise(seed: string, size: number): Buffer {
  const blocks: Buffer[] = []
  for (let made = 0; made < size; made += 64) {
    blocks.push(createHash('sha512').update(`${seed} ${made}`).digest())
  }
  return Buffer.concat(blocks).subarray(0, size)
}
