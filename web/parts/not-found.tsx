import { Link } from '@tanstack/react-router'
import { texts } from '../texts/texts.ts'
import { Notice } from './notice.tsx'

export function NotFound() {
  return (
    <Notice title={texts.notFound.title} sentence={texts.notFound.sentence}>
      <Link to="/connections">{texts.goToConnections}</Link>
    </Notice>
  )
}
