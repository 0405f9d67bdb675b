/** Runs as somebody whom permissions bind: root, whom they do not, becomes `nobody` meanwhile. */
export async function asOrdinaryUser(act: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) {
    await act()
    return
  }
  process.seteuid?.('nobody')
  try {
    await act()
  } finally {
    process.seteuid?.(0)
  }
}
