import { Link } from '@tanstack/react-router'
import { texts } from '../texts/texts.ts'
import { Entrance } from './entrance.tsx'

export function NotFound() {
  return (
    <Entrance title={texts.notFound.title} sentence={texts.notFound.sentence}>
      <Link to="/connections">{texts.goToConnections}</Link>
    </Entrance>
  )
}
