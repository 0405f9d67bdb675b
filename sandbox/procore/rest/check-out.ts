import { invalid, Refusal } from '../http/refusal.ts'
import type { Document } from '../state/documents.ts'
import { findUser, nameOf } from '../state/people.ts'
import type { DocumentsCall } from './call.ts'
import { isCheckedOut, presenter, shownVersions } from './present.ts'

/** Answers 409 with the whole file to those who may not write while another has it checked out. */
export function refuseWhenCheckedOut(call: DocumentsCall, document: Document): void {
  const { options, store } = call.world
  const holder = document.checked_out_by
  if (!isCheckedOut(document) || holder === null || holder === call.user.id) return
  if (call.may.level === 'admin' && options.checkedOut === 'admins-pass') return
  const user = findUser(store, holder)
  const sentence = `This file is checked out by ${user ? nameOf(user) : 'someone else'} until ${document.checked_out_until}.`
  throw new Refusal(
    409,
    { base: [sentence] },
    {
      reason: 'CHECKED_OUT',
      body: {
        errors: { base: [sentence] },
        error_type: options.checkedOutErrorType,
        file: presenter(call).file(document, shownVersions(call, document, false)),
      },
    },
  )
}

/** Checks out until a time; null, "null" and nothing check in. */
export function checkOut(call: DocumentsCall, document: Document, until: string | null): void {
  const { store } = call.world
  const isCheckIn = until === null || until === '' || until === 'null'
  if (!isCheckIn && Number.isNaN(Date.parse(until))) throw invalid('checked_out_until', 'is not a time')
  store.run(
    'update documents set checked_out_until = ?, checked_out_by = ? where id = ?',
    isCheckIn ? null : new Date(until).toISOString().replace(/\.\d+Z$/, 'Z'),
    isCheckIn ? null : call.user.id,
    document.id,
  )
}
