import { problemGuide, problemKinds, type ProblemKind } from '../../src/api/problem-kinds.ts'

/** The page of all kinds of problem, made from their table. */
export function problemsPage(): string {
  return `# Problems

Made from src/api/problem-kinds.ts; change it there.

What the API refuses, and what fails, is answered with \`application/problem+json\` (RFC 9457): \`code\` is for programs,
\`detail\` says what was attempted and what went wrong, \`advice\` what to do about such problems, and \`type\` leads to this
text on the same server, at \`${problemGuide}\`.

${problemKinds.map(section).join('\n\n')}
`
}

function section({ code, title, status, meaning, advice }: ProblemKind): string {
  return `## ${code}\n\n${title}, status ${status}. ${meaning}\n\nWhat to do: ${advice}`
}
