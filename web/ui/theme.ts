import {
  Badge,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Paper,
  SegmentedControl,
  Switch,
  Table,
  Tooltip,
} from '@mantine/core'

/** Deep teal: calm beside data colours, 4.5:1 on white from shade 7. */
const brand: MantineColorsTuple = [
  '#eef8f8',
  '#d9eeee',
  '#b3dddd',
  '#86c8c9',
  '#57aeb1',
  '#33949a',
  '#1f7a82',
  '#17646c',
  '#124f56',
  '#0c3a40',
]

/** Greys of the dark scheme, in the tone of the panels. */
const dark: MantineColorsTuple = [
  '#d5dfe1',
  '#b7c6c9',
  '#93a6aa',
  '#6d8287',
  '#43575c',
  '#32444a',
  '#223034',
  '#172022',
  '#121a1c',
  '#0f1618',
]

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: { brand, dark },
  fontFamily: "'Noto Sans SC', system-ui, sans-serif",
  headings: {
    fontFamily: "'Noto Sans SC', system-ui, sans-serif",
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.4' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.45' },
      h3: { fontSize: '0.875rem', lineHeight: '1.45' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.25rem', xl: '1.75rem' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    Checkbox: Checkbox.extend({
      defaultProps: { size: 'md' },
      styles: { label: { fontSize: 'var(--mantine-font-size-sm)' } },
    }),
    Switch: Switch.extend({
      defaultProps: { size: 'md' },
      styles: { label: { fontSize: 'var(--mantine-font-size-xs)' } },
    }),
    Badge: Badge.extend({
      defaultProps: { radius: 'sm', variant: 'light' },
      styles: { label: { textTransform: 'none' } },
    }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, radius: 'md' } }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { size: 'xs' },
      styles: { root: { maxWidth: '100%', overflowX: 'auto' } },
    }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 6, horizontalSpacing: 'sm', fz: 'sm' } }),
    Tooltip: Tooltip.extend({
      defaultProps: { multiline: true, maw: 320, withArrow: true, openDelay: 300, fz: 'xs' },
    }),
  },
})

/** Placeholders and the small print of inputs at 4.5:1 in both schemes. */
export const themeVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-placeholder': '#5d7377',
    '--mantine-color-dimmed': '#4c6165',
    '--mantine-color-body': '#ffffff',
  },
  dark: {
    '--mantine-color-placeholder': '#93a6aa',
    '--mantine-color-dimmed': '#a7b8bb',
    '--mantine-color-body': '#172022',
    '--mantine-color-text': '#e6eeef',
  },
})
