/** A file of a seeded project, in folders that are made as they come up. */
export interface SeedFile {
  readonly folders: readonly string[]
  readonly name: string
  readonly size: number
  readonly versions?: number
  readonly description?: string
  /** By custom_field_<id>. */
  readonly fields?: Readonly<Record<string, string>>
  readonly state?: 'deleted' | 'checked-out' | 'private' | 'schedule'
}

const disciplines = [
  ['A', 'Architectural', ['Floor Plan', 'Reflected Ceiling Plan', 'Elevations', 'Wall Sections', 'Door Schedule']],
  ['S', 'Structural', ['Foundation Plan', 'Framing Plan', 'Column Schedule', 'Details']],
  ['M', 'Mechanical', ['Ductwork Plan', 'Piping Plan', 'Equipment Schedule']],
  ['E', 'Electrical', ['Lighting Plan', 'Power Plan', 'One-Line Diagram']],
  ['P', 'Plumbing', ['Domestic Water Plan', 'Waste and Vent Plan']],
] as const

const sections = [
  ['03 30 00', 'Cast-in-Place Concrete', ['Mix Design', 'Rebar Shop Drawings', 'Curing Compound Data Sheet']],
  ['05 12 00', 'Structural Steel Framing', ['Shop Drawings', 'Mill Certificates', 'Welder Qualifications']],
  ['07 54 23', 'TPO Roofing', ['Product Data', 'Warranty Sample', 'Color Chart']],
  ['08 44 13', 'Glazed Aluminum Curtain Walls', ['Shop Drawings', 'Structural Calculations', 'Mock-up Report']],
  ['23 73 13', 'Air-Handling Units', ['Submittal Package', 'Fan Curves', 'O&M Manual']],
] as const

const two = (number: number) => String(number).padStart(2, '0')
const three = (number: number) => String(number).padStart(3, '0')

export function hospital(): SeedFile[] {
  return [
    ...drawings(4),
    ...specifications(),
    ...submittals(),
    ...photos(6, 8),
    ...rfis(18),
    ...meetings(12),
    ...awkward(),
    ...states(),
  ]
}

export function warehouse(): SeedFile[] {
  return [...drawings(1), ...submittals(), ...photos(2, 5), ...closeOut()]
}

export function viaduct(): SeedFile[] {
  const folders = ['01 Pläne', '02 Prüfberichte', '03 Fotos', '04 Schriftverkehr']
  return folders.flatMap((folder, place) =>
    Array.from({ length: 12 }, (_, index) => ({
      folders: [folder, `Bauabschnitt ${(index % 3) + 1}`],
      name: `${folder.slice(3)} Überbau Süd ${three(index + 1)}.${place === 2 ? 'jpg' : 'pdf'}`,
      size: 2_000 + index * 311,
      versions: place === 0 ? 1 + (index % 3) : 1,
    })),
  )
}

function drawings(floors: number): SeedFile[] {
  return disciplines.flatMap(([letter, discipline, sheets], place) =>
    Array.from({ length: floors }, (_, floor) =>
      sheets.map((sheet, index) => ({
        folders: ['01 Drawings', `${two(place + 1)} ${discipline}`, `Level ${floor + 1}`],
        name: `${letter}-${floor + 1}${two(index + 1)} ${sheet}.pdf`,
        size: 6_000 + ((place * 37 + floor * 11 + index) % 9) * 1_500,
        versions: 1 + ((place + floor + index) % 3),
        description: `Sheet ${letter}-${floor + 1}${two(index + 1)}`,
      })),
    ).flat(),
  )
}

function specifications(): SeedFile[] {
  return sections.map(([number, title]) => ({
    folders: ['02 Specifications', `Division ${number.slice(0, 2)}`],
    name: `${number} - ${title}.pdf`,
    size: 12_000,
  }))
}

function submittals(): SeedFile[] {
  return sections.flatMap(([number, title, parts], place) =>
    parts.flatMap((part, index) =>
      ['For Review', 'Approved as Noted'].map((step) => ({
        folders: ['03 Submittals', `${number} ${title}`, step],
        name: `${number.replaceAll(' ', '')}-${three(index + 1)}.${step === 'For Review' ? 0 : 1} ${part}.pdf`,
        fields: { custom_field_5101: step, custom_field_5102: title },
        size: 4_000 + place * 700 + index * 130,
        versions: step === 'For Review' && index === 0 ? 2 : 1,
      })),
    ),
  )
}

function photos(months: number, perMonth: number): SeedFile[] {
  return Array.from({ length: months }, (_, month) =>
    Array.from({ length: perMonth }, (__, index) => ({
      folders: ['04 Photos', `2026-${two(month + 1)}`],
      name: `IMG_${String(4000 + month * 97 + index * 3)}.jpg`,
      size: 20_000 + index * 1_111,
    })),
  ).flat()
}

function rfis(count: number): SeedFile[] {
  return Array.from({ length: count }, (_, index) => ({
    folders: ['05 RFIs', `RFI-${three(index + 1)}`],
    name: index % 2 === 0 ? `RFI-${three(index + 1)} Question.docx` : `RFI-${three(index + 1)} Response (signed).pdf`,
    size: 3_000 + index * 97,
  }))
}

function meetings(count: number): SeedFile[] {
  return Array.from({ length: count }, (_, index) => ({
    folders: ['06 Meetings', 'OAC Meeting Minutes'],
    name: `OAC Meeting #${two(index + 1)} - Minutes & Actions.docx`,
    size: 2_500 + index * 41,
  }))
}

function closeOut(): SeedFile[] {
  return ['Warranties', 'O&M Manuals', 'As-Built Drawings', 'Keys and Spare Parts'].flatMap((folder) =>
    Array.from({ length: 6 }, (_, index) => ({
      folders: ['99 Close-out', folder],
      name: `${folder} - Item ${two(index + 1)}.pdf`,
      size: 5_000 + index * 500,
    })),
  )
}

/** Names that Procore takes and other platforms stumble over. */
function awkward(): SeedFile[] {
  const long =
    'Structural Steel Connection Calculations for Grid Lines A through M including Seismic Provisions and Third-Party Review Comments '
  const names = [
    'Detail 3/A-501 "typ." <rev B>.pdf',
    'What changed? Section 07:54.txt',
    'Pipe | Duct * Clash.csv',
    'back\\slash.txt',
    ' leading space.txt',
    'trailing space .pdf',
    'ends with a dot.',
    'no extension',
    '.hidden',
    'CON.txt',
    '100% CD Set #2 + Addendum.pdf',
    'Fenêtre – élévation ouest.pdf',
    'Fassade Größe ÄÖÜ.dwg',
    '図面 第3号.pdf',
    'Topping-out 🏗️.jpg',
    'README.md',
    'readme.md',
    'empty.txt',
    `${long.repeat(2).slice(0, 200)}.pdf`,
  ]
  const deep = Array.from({ length: 14 }, (_, index) => `Level ${two(index + 1)} of a very deep filing plan`)
  return [
    ...names.map((name, index) => ({
      folders: ['07 Names to Watch'],
      name,
      size: name === 'empty.txt' ? 0 : 1_200 + index * 10,
    })),
    { folders: ['07 Names to Watch', ...deep], name: 'Deep.pdf', size: 1_500 },
    { folders: ['07 Names to Watch', 'Folder: with / signs?'], name: 'inside.txt', size: 300 },
    { folders: ['07 Names to Watch', ' Spaces around '], name: 'inside.txt', size: 300 },
  ]
}

function states(): SeedFile[] {
  return [
    { folders: ['08 Contracts'], name: 'Owner Agreement.pdf', size: 9_000, state: 'private' },
    { folders: ['08 Contracts'], name: 'Insurance Certificate.pdf', size: 4_000 },
    { folders: ['06 Meetings'], name: 'Agenda (being edited).docx', size: 2_000, state: 'checked-out' },
    { folders: ['04 Photos'], name: 'Blurred.jpg', size: 8_000, state: 'deleted' },
    { folders: ['01 Drawings'], name: 'A-101 Superseded.pdf', size: 5_000, versions: 2, state: 'deleted' },
    { folders: ['Schedules'], name: 'Master Schedule.mpp', size: 7_000, state: 'schedule' },
  ]
}
