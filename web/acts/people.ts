import type {
  ChangePerson,
  InvitationList,
  LinkView,
  MadeToken,
  MeView,
  NewToken,
  OfferedLink,
  PeoplePage,
  PersonView,
  RoleList,
  SessionList,
  SignInForm,
  SignOnBegun,
  SignOnView,
  TokenPage,
  WelcomeForm,
} from '#api/contract/people.ts'
import { ask } from '../ask.ts'

type Role = PersonView['role']

export interface PeopleQuery {
  readonly text?: string | undefined
  readonly role?: Role | undefined
  readonly state?: 'active' | 'disabled' | undefined
  readonly after?: string
}

export const peopleActs = {
  showMe: () => ask<MeView>('showMe'),
  signIn: (json: SignInForm) => ask<MeView>('signIn', { json }),
  showSignOn: () => ask<SignOnView>('showSignOn'),
  beginSignOn: () => ask<SignOnBegun>('beginSignOn'),
  completeSignOn: (answer: string) => ask<MeView>('completeSignOn', { json: { answer } }),
  signOut: () => ask<void>('signOut'),
  lookAtLink: (secret: string) => ask<LinkView>('lookAtLink', { json: { secret } }),
  redeemLink: (json: WelcomeForm) => ask<MeView>('redeemLink', { json }),

  changeMe: (name: string) => ask<PersonView>('changeMe', { json: { name } }),
  changePassword: (json: { readonly present: string; readonly next: string }) =>
    ask<{ readonly ended: number }>('changePassword', { json }),
  listMySessions: () => ask<SessionList>('listMySessions'),
  endMySession: (session: string) => ask<void>('endMySession', { parts: { session } }),
  endMySessions: () => ask<{ readonly ended: number }>('endMySessions'),
  listMyTokens: () => ask<TokenPage>('listMyTokens'),
  addToken: (json: NewToken) => ask<MadeToken>('addToken', { json }),
  revokeMyToken: (token: string) => ask<void>('revokeMyToken', { parts: { token } }),

  listRoles: () => ask<RoleList>('listRoles'),
  listPeople: (query: PeopleQuery = {}) => ask<PeoplePage>('listPeople', { query: { ...query } }),
  changePerson: (person: string, json: ChangePerson) => ask<PersonView>('changePerson', { parts: { person }, json }),
  listSessions: (person: string) => ask<SessionList>('listSessions', { parts: { person } }),
  endSessions: (person: string) => ask<{ readonly ended: number }>('endSessions', { parts: { person } }),
  offerNewPassword: (person: string) => ask<OfferedLink>('offerNewPassword', { parts: { person } }),
  unlinkPerson: (person: string) => ask<void>('unlinkPerson', { parts: { person } }),
  listInvitations: () => ask<InvitationList>('listInvitations'),
  invite: (json: { readonly email: string; readonly role: Role }) => ask<OfferedLink>('invite', { json }),
  withdrawInvitation: (invitation: string) => ask<void>('withdrawInvitation', { parts: { invitation } }),
} as const
