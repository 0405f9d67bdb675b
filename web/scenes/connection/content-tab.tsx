import type { ConnectionView } from '#api/contract/connections.ts'
import { useMe } from '../../me.ts'
import { Notice } from '../../parts/notice.tsx'
import { texts } from '../../texts/texts.ts'
import { EntryTree } from './entry-tree.tsx'

const words = texts.connection.content

/** What the connection sees on its platform. */
export function ContentTab({ connection: { name } }: { readonly connection: ConnectionView }) {
  const { may } = useMe()
  if (!may('content.list')) return <Notice title={words.forbidden.title} sentence={words.forbidden.sentence} />
  return <EntryTree label={words.tree(name)} location={`${name}:`} />
}
