/** A gantry: two legs, a beam, a hook with a load. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      aria-hidden
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="var(--primary)"
      strokeWidth={1.5}
      strokeLinecap="square"
    >
      <path d="M1.5 3.25h13M3 3.25v11M13 3.25v11M8 3.25v4" />
      <path d="M6.25 7.5h3.5V11h-3.5z" />
    </svg>
  )
}
