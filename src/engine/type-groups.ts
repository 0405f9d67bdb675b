interface TypeGroup {
  /** In lower case, without the dot. */
  readonly extensions: readonly string[]
  /** Patterns of whole names. */
  readonly names?: readonly string[]
}

const list = (words: string) => words.split(' ')

/** Kinds of files by what they are called, to be filtered by: `group:drawings`. */
export const typeGroups = {
  archives: { extensions: list('7z bz2 gz iso rar tar tgz xz zip zst') },
  audio: { extensions: list('aac aif aiff amr flac m4a mid mp3 oga ogg opus wav wma') },
  documents: {
    extensions: list(
      'csv doc docm docx dot dotx md odp ods odt pdf pot potx pps ppsx ppt pptm pptx rtf txt vsd vsdx xls xlsb xlsm xlsx xlt xltx',
    ),
  },
  drawings: { extensions: list('dgn dwf dwfx dwg dws dwt dxf plt svg vwx') },
  images: {
    extensions: list(
      'arw avif bmp cr2 cr3 dng gif heic heif jfif jpe jpeg jpg nef orf png psd raf raw rw2 tif tiff webp',
    ),
  },
  mail: { extensions: list('eml emlx mbox msg pst') },
  models: { extensions: list('3dm 3ds fbx ifc ifczip nwc nwd nwf obj pln rfa rte rvt skp stl step stp') },
  programs: {
    extensions: list('apk app bat bin cmd com cpl dll exe jar jse msi msp ps1 reg scr sh vb vbe vbs wsf'),
  },
  temporary: {
    extensions: list('bak dwl dwl2 part partial swp temp tmp'),
    names: ['~$*', '.~lock.*', '._*', '.DS_Store', 'Thumbs.db', 'desktop.ini'],
  },
  videos: { extensions: list('3gp avi m2ts m4v mkv mov mp4 mpeg mpg mts ogv webm wmv') },
} as const satisfies Readonly<Record<string, TypeGroup>>
