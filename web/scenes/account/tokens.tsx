import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { Notice } from '../../parts/notice.tsx'
import { TokenList } from '../../parts/token-list.tsx'
import { texts } from '../../texts/texts.ts'
import { MakeToken } from './make-token.tsx'

const words = texts.account
const here = getRouteApi('/inside/account')

/** What scripts of this person sign in with. */
export function Tokens() {
  const [isMaking, setMaking] = useState(false)
  const { tokens: text } = here.useSearch()
  const navigate = here.useNavigate()
  const make = <Button onClick={() => setMaking(true)}>{words.makeToken}</Button>
  return (
    <>
      <TokenList
        title={words.tokens}
        sentence={words.tokensSentence}
        of="me"
        text={text}
        onSearch={(tokens) =>
          void navigate({ search: (before) => ({ ...before, tokens }), replace: true, resetScroll: false })
        }
        make={make}
        empty={<Notice {...words.noTokens}>{make}</Notice>}
      />
      <MakeToken isOpen={isMaking} onClose={() => setMaking(false)} />
    </>
  )
}
