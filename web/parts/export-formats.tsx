import { DownOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { exportFormats, type ExportFormat } from '#api/contract/exports.ts'
import { texts } from '../texts/texts.ts'
import { Menu } from './menu.tsx'

interface ExportFormatsProps {
  readonly label: string
  readonly addressOf: (format: ExportFormat) => string
}

/** A menu of files, one in each format. */
export function ExportFormats({ label, addressOf }: ExportFormatsProps) {
  return (
    <Menu
      menu={{
        items: exportFormats.map((format) => ({
          key: format,
          label: (
            <a href={addressOf(format)} download>
              {texts.run.exportFormats[format]}
            </a>
          ),
        })),
      }}
    >
      <Button>
        {label} <DownOutlined aria-hidden />
      </Button>
    </Menu>
  )
}
