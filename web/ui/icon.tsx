interface IconProps {
  readonly size?: number
}

/** Line icons on a 20-unit grid; always beside a word, so hidden from screen readers. */
function LineIcon(props: { size: number | undefined; path: string }) {
  return (
    <svg
      width={props.size ?? 18}
      height={props.size ?? 18}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <path d={props.path} />
    </svg>
  )
}

export const IconToday = ({ size }: IconProps) => (
  <LineIcon size={size} path="M4 5h12M4 10h12M4 15h7M3 5h0M14 14l1.5 1.5L18 13" />
)
export const IconCompact = ({ size }: IconProps) => (
  <LineIcon size={size} path="M3 5h14M3 8.300h14M3 11.600h14M3 15h14" />
)
export const IconComfortable = ({ size }: IconProps) => (
  <LineIcon size={size} path="M3 5h14M3 10h14M3 15h14" />
)
export const IconChart = ({ size }: IconProps) => (
  <LineIcon size={size} path="M3 17V9M8 17V4M13 17v-6M18 17V7" />
)
export const IconCampaign = ({ size }: IconProps) => (
  <LineIcon size={size} path="M3 8v4l9 4V4L3 8Zm0 0v4M12 7.5a2.5 2.5 0 0 1 0 5M5 13l1 4h2" />
)
export const IconRepeat = ({ size }: IconProps) => (
  <LineIcon
    size={size}
    path="M4 8a6 6 0 0 1 11-2l1.5 2M16 12a6 6 0 0 1-11 2L3.500 12M16.500 4v4h-4M3.500 16v-4h4"
  />
)
export const IconGrid = ({ size }: IconProps) => (
  <LineIcon size={size} path="M3 4h14v12H3zM3 8h14M3 12h14M8 4v12M13 4v12" />
)
export const IconBatches = ({ size }: IconProps) => (
  <LineIcon size={size} path="M3 4h7v3H3zM7 9h8v3H7zM11 14h6v3h-6z" />
)
export const IconWave = ({ size }: IconProps) => (
  <LineIcon size={size} path="M2 10c2-3 3-3 4.500 0s2.500 3 4 0 2-7 3.500-7 2 14 4 7" />
)
export const IconTarget = ({ size }: IconProps) => (
  <LineIcon size={size} path="M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm0 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z" />
)
export const IconReport = ({ size }: IconProps) => (
  <LineIcon size={size} path="M5 2h7l4 4v12H5zM12 2v4h4M8 11h5M8 14h5" />
)
export const IconImport = ({ size }: IconProps) => (
  <LineIcon size={size} path="M10 3v9M6.500 9 10 12.500 13.500 9M3 14v3h14v-3" />
)
export const IconExport = ({ size }: IconProps) => (
  <LineIcon size={size} path="M10 12V3M6.500 6 10 2.500 13.500 6M3 14v3h14v-3" />
)
export const IconFind = ({ size }: IconProps) => (
  <LineIcon size={size} path="M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4Zm3.600 8.600L17 17" />
)
export const IconRun = ({ size }: IconProps) => <LineIcon size={size} path="M6 4v12l10-6L6 4Z" />
export const IconBox = ({ size }: IconProps) => (
  <LineIcon size={size} path="m3 6 7-3 7 3v8l-7 3-7-3V6Zm0 0 7 3 7-3M10 9v8" />
)
export const IconPerson = ({ size }: IconProps) => (
  <LineIcon
    size={size}
    path="M10 3a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM4 17c0-3.500 2.500-5.500 6-5.500s6 2 6 5.500"
  />
)
export const IconSun = ({ size }: IconProps) => (
  <LineIcon
    size={size}
    path="M10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7ZM10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M15.700 4.300l-1.100 1.100M5.400 14.600l-1.100 1.100"
  />
)
export const IconMoon = ({ size }: IconProps) => (
  <LineIcon size={size} path="M16 12.500A7 7 0 0 1 7.500 4a7 7 0 1 0 8.500 8.500Z" />
)
export const IconAlert = ({ size }: IconProps) => (
  <LineIcon size={size} path="M10 3 2.500 16.500h15L10 3Zm0 5v4M10 14.200v.1" />
)
export const IconEmpty = ({ size }: IconProps) => (
  <LineIcon size={size} path="M3 11 5.500 4h9L17 11v5H3v-5Zm0 0h4l1 2h4l1-2h4" />
)
export const IconFilter = ({ size }: IconProps) => (
  <LineIcon size={size} path="M3 4h14l-5.500 6.500V16l-3-1.500v-4L3 4Z" />
)
export const IconCheck = ({ size }: IconProps) => <LineIcon size={size} path="m4 10.500 4 4 8-9" />
export const IconChevron = ({ size }: IconProps) => <LineIcon size={size} path="m7 5 5 5-5 5" />
export const IconBack = ({ size }: IconProps) => <LineIcon size={size} path="m12 5-5 5 5 5" />
export const IconUp = ({ size }: IconProps) => (
  <LineIcon size={size} path="M10 16V4M5.500 8.500 10 4l4.500 4.500" />
)
export const IconDown = ({ size }: IconProps) => (
  <LineIcon size={size} path="M10 4v12M5.500 11.500 10 16l4.500-4.500" />
)
export const IconLeave = ({ size }: IconProps) => (
  <LineIcon size={size} path="M8 3H4v14h4M12 6.500 15.500 10 12 13.500M7 10h8.500" />
)
export const IconThread = ({ size }: IconProps) => (
  <LineIcon size={size} path="M3 5c4 0 4 5 7 5s3-5 7-5M3 15c4 0 4-5 7-5s3 5 7 5" />
)
export const IconReply = ({ size }: IconProps) => (
  <LineIcon size={size} path="M8 5 3 9.500 8 14v-3c4 0 6.500 1 9 4 0-5-3-8.500-9-8.500V5Z" />
)
export const IconInfo = ({ size }: IconProps) => (
  <LineIcon size={size} path="M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm0 6v4.500M10 6.400v.1" />
)
export const IconLock = ({ size }: IconProps) => (
  <LineIcon size={size} path="M5 9h10v8H5zM7 9V6a3 3 0 0 1 6 0v3" />
)
export const IconAudit = ({ size }: IconProps) => (
  <LineIcon size={size} path="M4 3h12v14H4zM7 7h6M7 10h2M8.500 13.500 10 15l3-3.500" />
)
