/** Sign-ins and the signing key outlive a reset of the content: the ids that they name come back with the seed. */
export const tablesThatStay: readonly string[] = ['tokens', 'keys']

// Times of documents are ISO texts of the true time. Times of tokens, codes and uploads are milliseconds of the
// sandbox's own clock, which may run faster.
export const schema = `
create table if not exists meta (name text primary key, value text not null);
create table if not exists keys (name text primary key, value text not null);
create table if not exists companies (id integer primary key, name text not null, is_active integer not null default 1);
create table if not exists projects (
  id integer primary key, company integer not null, name text not null, project_number text, address text, city text,
  state_code text, country_code text, zip text, stage text not null, is_active integer not null default 1,
  has_documents integer not null default 1, is_removed integer not null default 0,
  created_at text not null, updated_at text not null);
create table if not exists trees (
  root integer primary key, recycle_bin integer not null, company integer not null, project integer);
create index if not exists trees_by_place on trees (company, project);
create table if not exists users (
  id integer primary key, login text not null, password text, first_name text not null, last_name text not null,
  service_app text, company integer, may text);
create index if not exists users_by_login on users (login);
create table if not exists company_users (
  company integer not null, user integer not null, is_admin integer not null default 0, primary key (company, user));
create table if not exists memberships (
  root integer not null, user integer not null, level text not null, may_delete integer not null default 0,
  sees_private integer not null default 0, primary key (root, user));
create table if not exists apps (
  client_id text primary key, client_secret text not null, name text not null, kind text not null,
  redirect_uris text not null default '[]');
create table if not exists installs (client_id text not null, company integer not null, primary key (client_id, company));
create table if not exists permitted_projects (
  client_id text not null, project integer not null, primary key (client_id, project));
create table if not exists codes (
  code text primary key, client_id text not null, user integer not null, redirect_uri text not null,
  expires_at real not null, is_used integer not null default 0);
create table if not exists tokens (
  access text primary key, refresh text unique, client_id text not null, user integer, created_at real not null,
  expires_at real not null, is_revoked integer not null default 0, is_refreshed integer not null default 0);
create table if not exists documents (
  id integer primary key, root integer not null, parent integer, kind text not null, system text, name text not null,
  folded_name text not null, description text, is_private integer not null default 0, private_item integer,
  is_tracked integer not null default 0, is_read_only integer not null default 0, is_deleted integer not null default 0,
  checked_out_by integer, checked_out_until text, custom_fields text not null default '{}', current_version integer,
  created_by integer not null, created_at text not null, updated_at text not null);
create index if not exists documents_by_root on documents (root, id);
create index if not exists documents_by_parent on documents (parent, kind, folded_name);
create index if not exists documents_private on documents (root, is_private) where is_private = 1;
create table if not exists versions (
  id integer primary key, document integer not null, number integer not null, notes text, name text not null,
  size integer not null, blob text not null, content_type text not null, disposition text not null,
  created_by integer not null, created_at text not null);
create index if not exists versions_by_document on versions (document, number);
create table if not exists private_access (
  document integer not null, user integer not null, primary key (document, user));
create table if not exists uploads (
  uuid text primary key, user integer not null, filename text not null, content_type text not null,
  disposition text not null, size integer, segments text, status text not null, blob text, blob_size integer,
  is_used integer not null default 0, created_at real not null);
create table if not exists tags (id integer primary key, project integer not null, document integer not null, name text not null);
`
