import { theme, type ThemeConfig } from 'antd'

export const schemes = ['light', 'dark'] as const
export type Scheme = (typeof schemes)[number]

/** Text on tint; each pair has at least 4.5:1. */
type Tint = readonly [text: string, ground: string]

interface Palette {
  readonly primary: string
  readonly primaryHover: string
  readonly onPrimary: string
  readonly ground: string
  readonly surface: string
  readonly raised: string
  readonly hover: string
  readonly line: string
  readonly control: string
  readonly text: string
  readonly quiet: string
  readonly good: Tint
  readonly changed: Tint
  readonly waiting: Tint
  readonly bad: Tint
  readonly neutral: Tint
  readonly running: Tint
}

const palettes: Readonly<Record<Scheme, Palette>> = {
  light: {
    primary: '#0F5C63',
    primaryHover: '#0B484E',
    onPrimary: '#FFFFFF',
    ground: '#F8FAFC',
    surface: '#FFFFFF',
    raised: '#FFFFFF',
    hover: '#F1F5F9',
    line: '#E2E8F0',
    control: '#7C8BA1',
    text: '#0F172A',
    quiet: '#475569',
    good: ['#166534', '#DCFCE7'],
    changed: ['#5B21B6', '#EDE9FE'],
    waiting: ['#92400E', '#FEF3C7'],
    bad: ['#991B1B', '#FEE2E2'],
    neutral: ['#334155', '#F1F5F9'],
    running: ['#0F5C63', '#D9F0F1'],
  },
  dark: {
    primary: '#5EC4CC',
    primaryHover: '#86D6DC',
    onPrimary: '#06292C',
    ground: '#0B1220',
    surface: '#111A2B',
    raised: '#182338',
    hover: '#1C2940',
    line: '#26344C',
    control: '#64748B',
    text: '#E6ECF4',
    quiet: '#A3B1C6',
    good: ['#86EFAC', '#12321F'],
    changed: ['#C4B5FD', '#2B2150'],
    waiting: ['#FCD34D', '#3B2A0B'],
    bad: ['#FCA5A5', '#421A1D'],
    neutral: ['#CBD5E1', '#1E2A3F'],
    running: ['#7DD3DA', '#123539'],
  },
}

const font = "'Inter Variable', system-ui, sans-serif"
const mono = "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Roboto Mono', Menlo, Consolas, monospace"

/** Ant Design in our look: dense, hairlines, almost no shadow. */
export function themeOf(scheme: Scheme): ThemeConfig {
  const p = palettes[scheme]
  return {
    algorithm: scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: p.primary,
      colorPrimaryHover: p.primaryHover,
      colorPrimaryActive: p.primaryHover,
      colorPrimaryBg: p.running[1],
      colorPrimaryBgHover: p.running[1],
      colorPrimaryText: p.primary,
      colorLink: p.primary,
      colorLinkHover: p.primaryHover,
      colorLinkActive: p.primaryHover,
      colorInfo: p.primary,
      colorInfoBg: p.running[1],
      colorInfoBorder: p.running[1],
      colorErrorBg: p.bad[1],
      colorWarningBg: p.waiting[1],
      colorWarningBorder: p.waiting[1],
      colorSuccessBg: p.good[1],
      colorSuccessBorder: p.good[1],
      colorError: p.bad[0],
      colorErrorText: p.bad[0],
      colorErrorHover: p.bad[0],
      colorWarning: p.waiting[0],
      colorSuccess: p.good[0],
      colorTextLightSolid: p.onPrimary,
      colorText: p.text,
      colorTextSecondary: p.quiet,
      colorTextTertiary: p.quiet,
      colorTextDescription: p.quiet,
      colorTextPlaceholder: scheme === 'dark' ? '#8494AB' : '#64748B',
      colorTextDisabled: scheme === 'dark' ? '#7F8EA5' : '#6B7A90',
      colorIcon: p.quiet,
      colorIconHover: p.text,
      colorBgLayout: p.ground,
      colorBgContainer: p.surface,
      colorBgElevated: p.raised,
      colorBorder: p.control,
      colorBorderSecondary: p.line,
      colorSplit: p.line,
      colorBgTextHover: p.hover,
      controlItemBgHover: p.hover,
      controlItemBgActive: p.running[1],
      fontFamily: font,
      fontFamilyCode: mono,
      fontSize: 14,
      borderRadius: 6,
      controlHeight: 32,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.12s',
      boxShadow: '0 1px 2px rgb(15 23 42 / 8%), 0 8px 24px rgb(15 23 42 / 12%)',
      boxShadowSecondary: '0 1px 2px rgb(15 23 42 / 8%), 0 8px 24px rgb(15 23 42 / 12%)',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Table: {
        headerBg: p.ground,
        headerColor: p.quiet,
        headerSplitColor: 'transparent',
        borderColor: p.line,
        rowHoverBg: p.hover,
        headerSortActiveBg: p.ground,
        headerSortHoverBg: p.hover,
        bodySortBg: 'transparent',
        cellPaddingBlockMD: 7,
        cellPaddingInlineMD: 12,
      },
      Form: { labelColor: p.text, verticalLabelPadding: '0 0 4px', itemMarginBottom: 16 },
      Alert: { withDescriptionPadding: '12px 16px', withDescriptionIconSize: 18, defaultPadding: '8px 12px' },
      Modal: { contentBg: p.surface, headerBg: p.surface },
      Tooltip: { colorBgSpotlight: scheme === 'dark' ? '#2A3A55' : '#1E293B', colorTextLightSolid: '#F8FAFC' },
    },
  }
}

/** The palette for our own styles, as variables on the page: `var(--line)`, `var(--bad)` on `var(--bad-ground)`. */
export function variablesOf(scheme: Scheme): readonly (readonly [string, string])[] {
  return [
    ['--mono', mono],
    ...Object.entries(palettes[scheme]).flatMap(([name, value]): [string, string][] => {
      const variable = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
      return typeof value === 'string'
        ? [[variable, value]]
        : [
            [variable, value[0]],
            [`${variable}-ground`, value[1]],
          ]
    }),
  ]
}
