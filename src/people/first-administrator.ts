import { insertLink, withdrawLinks } from './link-rows.ts'
import { nowOf, type Means } from './means.ts'
import { isNobodyThere, lockPeople } from './rows.ts'
import { fingerprint, newSecret } from './secret.ts'

const validMs = 24 * 3_600_000

/**
 * The secret of a link by which the first administrator is made, as long as nobody is there; else nothing. Each call
 * replaces the link before it: the one shown last is the one that works.
 */
export async function offerFirstAdministrator(
  means: Means,
): Promise<{ readonly secret: string; readonly expiresAt: Date } | undefined> {
  const now = nowOf(means)
  return means.transaction(async (db) => {
    await lockPeople(db)
    if (!(await isNobodyThere(db))) return undefined
    await withdrawLinks(db, now, { kind: 'first-administrator' })
    const secret = newSecret()
    const expiresAt = new Date(now.getTime() + validMs)
    await insertLink(db, {
      hash: fingerprint(secret),
      kind: 'first-administrator',
      role: 'administrator',
      madeBy: 'Gantry',
      createdAt: now,
      expiresAt,
    })
    return { secret, expiresAt }
  })
}
