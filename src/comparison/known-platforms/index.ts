import { autodeskDocs } from './autodesk-docs.ts'
import { azureBlob } from './azure-blob.ts'
import { azureFiles } from './azure-files.ts'
import { box } from './box.ts'
import { dropbox } from './dropbox.ts'
import { egnyte } from './egnyte.ts'
import { ftp } from './ftp.ts'
import { gcs } from './gcs.ts'
import { googleDrive } from './google-drive.ts'
import { nextcloud } from './nextcloud.ts'
import { s3 } from './s3.ts'
import { sftp } from './sftp.ts'
import { sharefile } from './sharefile.ts'
import { sharepoint } from './sharepoint.ts'
import { smb } from './smb.ts'
import { webdav } from './webdav.ts'
import type { KnownPlatform } from './known-platform.ts'

/** Platforms that Gantry knows facts of and has no connector for yet, in the order in which they are shown. */
export const knownPlatforms: readonly KnownPlatform[] = [
  autodeskDocs,
  sharepoint,
  box,
  dropbox,
  googleDrive,
  egnyte,
  sharefile,
  s3,
  azureBlob,
  azureFiles,
  gcs,
  smb,
  sftp,
  ftp,
  webdav,
  nextcloud,
]
