import type { Source } from '#platform'

// Where the facts of these platforms come from: pages of the vendors, specifications, measurements, and what others found.

export const autodeskNames: Source = {
  title: 'Autodesk: special characters that are not allowed',
  url: 'https://autodesk.com/support/technical/article/The-following-special-characters-aren-t-allowed-with-Revit-cloud-models',
}
export const autodeskData: Source = {
  title: 'Autodesk Platform Services: Data Management API',
  url: 'https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/datamanagement/datamanagement.yaml',
}
export const autodeskObjects: Source = {
  title: 'Autodesk Platform Services: Object Storage API',
  url: 'https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/oss/oss.yaml',
}
export const autodeskLimits: Source = {
  title: 'Autodesk: product and tool limitations',
  url: 'https://help.autodesk.com/view/DOCS/ENU/?guid=Product_Limitations',
}
export const autodeskUploads: Source = {
  title: 'Autodesk Docs: upload and manage files',
  url: 'https://help.autodesk.com/cloudhelp/ENU/Docs-Files/files/Upload_files.html',
}
export const autodeskRates: Source = {
  title: 'Autodesk Platform Services: Data Management rate limits',
  url: 'https://aps.autodesk.com/en/docs/data/v2/developers_guide/rate-limiting/dm-rate-limits',
}
export const sharepointNames: Source = {
  title: 'Microsoft: restrictions and limitations in OneDrive and SharePoint',
  url: 'https://support.microsoft.com/en-us/office/restrictions-and-limitations-in-onedrive-and-sharepoint-64883a5d-228e-48f5-b3d2-eb39e07630fa',
}
export const sharepointRates: Source = {
  title: 'Microsoft: avoid getting throttled or blocked in SharePoint Online',
  url: 'https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online',
}
export const graphUploads: Source = {
  title: 'Microsoft Graph: createUploadSession',
  url: 'https://learn.microsoft.com/graph/api/driveitem-createuploadsession',
}
export const graphTimes: Source = {
  title: 'Microsoft Graph: fileSystemInfo',
  url: 'https://learn.microsoft.com/graph/api/resources/filesysteminfo',
}
export const onedriveApi: Source = {
  title: 'OneDrive API documentation',
  url: 'https://github.com/OneDrive/onedrive-api-docs',
}
export const sharepointMigration: Source = {
  title: 'SharePoint Migration API: content package',
  url: 'https://learn.microsoft.com/sharepoint/dev/apis/migration-content-package',
}
export const sharepointLimits: Source = {
  title: 'SharePoint Online: service limitations and boundaries',
  url: 'https://tmaestrini.github.io/topics/sharepoint-online--service-limitations-and-boundaries',
}
export const boxApi: Source = {
  title: 'Box API specification',
  url: 'https://github.com/box/box-openapi',
}
export const boxRates: Source = {
  title: 'Box: rate limits',
  url: 'https://developer.box.com/guides/api-calls/permissions-and-errors/rate-limits/',
}
export const boxForum: Source = {
  title: 'Box support forum',
  url: 'https://support.box.com/hc/ja/community/posts/360049217254',
}
export const dropboxApi: Source = {
  title: 'Dropbox API specification',
  url: 'https://github.com/dropbox/dropbox-api-spec',
}
export const dropboxNames: Source = {
  title: 'Dropbox: naming files and folders',
  url: 'https://help.dropbox.com/organize/file-names',
}
export const driveApi: Source = {
  title: 'Google Drive API, version 3',
  url: 'https://developers.google.com/drive/api/reference/rest/v3',
}
export const driveDiscovery: Source = {
  title: 'Google Drive API, discovery document',
  url: 'https://developers.google.com/drive/api/reference/rest/v3',
}
export const movebotDrive: Source = {
  title: 'Movebot: Google Drive performance and limits',
  url: 'https://docs.movebot.io/platform-guides/google/performance-and-limits',
}
export const egnyteNames: Source = {
  title: 'Egnyte: unsupported characters and file types',
  url: 'https://helpdesk.egnyte.com/hc/en-us/articles/201637074-Unsupported-Characters-and-File-Types',
}
export const egnyteApi: Source = {
  title: 'Egnyte: File System API',
  url: 'https://developers.egnyte.com/docs/File_System_Management_API_Documentation',
}
export const egnyteRates: Source = {
  title: 'Egnyte: best practices',
  url: 'https://developers.egnyte.com/docs/read/Best_Practices',
}
export const rclone: Source = {
  title: 'rclone: overview of storage systems, tested against the services',
  url: 'https://rclone.org/overview/',
}
export const s3Names: Source = {
  title: 'Amazon S3: naming objects',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html',
}
export const s3Limits: Source = {
  title: 'Amazon S3: multipart upload limits',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html',
}
export const s3Rates: Source = {
  title: 'Amazon S3: request rates',
  url: 'https://repost.aws/knowledge-center/http-5xx-errors-s3',
}
export const azureNames: Source = {
  title: 'Azure: naming and referencing containers, blobs and metadata',
  url: 'https://learn.microsoft.com/rest/api/storageservices/Naming-and-Referencing-Containers--Blobs--and-Metadata',
}
export const azureLimits: Source = {
  title: 'Azure: scalability targets for Blob storage',
  url: 'https://learn.microsoft.com/azure/storage/blobs/scalability-targets',
}
export const gcsNames: Source = {
  title: 'Google Cloud Storage: object names',
  url: 'https://cloud.google.com/storage/docs/naming-objects',
}
export const gcsLimits: Source = {
  title: 'Google Cloud Storage: quotas and limits',
  url: 'https://cloud.google.com/storage/quotas',
}
export const windowsNames: Source = {
  title: 'Microsoft: naming files, paths and namespaces',
  url: 'https://learn.microsoft.com/windows/win32/fileio/naming-a-file',
}
export const nextcloudNames: Source = {
  title: 'Nextcloud: Windows compatible file names',
  url: 'https://docs.nextcloud.com/server/latest/admin_manual/configuration_files/windows_compatible_filenames.html',
}
export const nextcloudTimes: Source = {
  title: 'nextcloud-uploads: X-OC-Mtime',
  url: 'https://docs.rs/nextcloud-uploads/0.1.2/nextcloud_uploads/',
}
export const measuredS3: Source = {
  title: 'Measured on Ceph radosgw 16.2 and 18.2',
}
export const measuredAzure: Source = {
  title: 'Measured on Azurite 3.37',
}
export const measuredGcs: Source = {
  title: 'Measured on the storage emulator of firebase-tools 15.34',
}
export const measuredSmb: Source = {
  title: 'Measured on Samba 4.17',
}
export const measuredSftp: Source = {
  title: 'Measured on OpenSSH 9.2 and ProFTPD 1.3.8',
}
export const measuredFtp: Source = {
  title: 'Measured on vsftpd 3.0, ProFTPD 1.3.8 and Pure-FTPd 1.0',
}
export const measuredDav: Source = {
  title: 'Measured on Apache 2.4, nginx 1.22, lighttpd 1.4 and rclone 1.75',
}
