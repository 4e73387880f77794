/** Where our colours differ from the design system's own. */
export const theme = {
  darkBackgroundBody: '#14303f',
  darkBackgroundShade: '#0e2430',
  darkBackgroundBodyAlt: '#0b1d27',
  darkBackgroundShadeAlt: '#08161d',
  darkForegroundMuted: '#b9ccd6',
}
