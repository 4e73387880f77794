/** Our own sign: a key whose bow is a tick. It resembles no government's mark. */
export function Mark({ size = 40 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 40 40" fill="none" aria-hidden="true" focusable="false">
      <rect width="40" height="40" rx="9" fill="#61daff" />
      <circle cx="15" cy="16" r="8.5" stroke="#14303f" strokeWidth="3" />
      <path
        d="m11.4 16.2 2.7 2.8 4.8-5.4"
        stroke="#14303f"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="m21.3 22 9.7 9.7m-3.4-3.4 2.9-2.9m-6.3-.5 2.4-2.4"
        stroke="#14303f"
        strokeWidth="3"
        strokeLinecap="round"
      />
    </svg>
  )
}
