// Tells what a check found wrong, one line each; the check then counts as failed.
export function complain(complaints: readonly string[]): void {
  for (const complaint of complaints) console.log(complaint)
  if (complaints.length > 0) process.exitCode = 1
}
