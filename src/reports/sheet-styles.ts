/** How cells look (ECMA-376, 18.8): 0 is the general format of numbers, 3 that with commas between thousands. */
const formats = {
  plain: 'numFmtId="0" fontId="0"',
  heading: 'numFmtId="0" fontId="1" applyFont="1"',
  quoted: 'numFmtId="0" fontId="0" quotePrefix="1"',
  count: 'numFmtId="3" fontId="0" applyNumberFormat="1"',
}

/** By the place of its format in the list a cell names it. */
export const styles = Object.fromEntries(Object.keys(formats).map((name, at) => [name, at])) as Readonly<
  Record<keyof typeof formats, number>
>

export const stylesPart =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${Object.keys(formats).length}">` +
  Object.values(formats)
    .map((format) => `<xf ${format} fillId="0" borderId="0" xfId="0"/>`)
    .join('') +
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
