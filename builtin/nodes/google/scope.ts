/** Google's scopes by their short names. */
import type { AnyOf } from '../model';
import { anyOf } from '../model';

const PREFIX = 'https://www.googleapis.com/auth/';

/** A scope by its short name; full access to a mailbox has none. */
const scope = (name: string) => (name === 'mail' ? 'https://mail.google.com/' : PREFIX + name);

/**
 * Scopes of which any one suffices, the narrowest first.
 *
 * Left out are those that the official client names too, and that cover only part of the records: `gmail.addons.*` (the mail open
 * in an add-on), `drive.file` (files that the app created or a person opened with it; named where a node creates one),
 * `drive.appdata`, `drive.photos.readonly`, `drive.meet.readonly`, `drive.scripts`, `calendar.app.created`,
 * `calendar.events.owned`, `calendar.events.public.readonly`, `youtubepartner`, and single fields of people.
 */
export const google = (names: string): AnyOf => anyOf(names, scope);

/** Drive lists files; the lists in the editor of most products come from it. */
export const listFiles = google('drive.metadata.readonly drive.metadata drive.readonly drive');
export const readDrives = google('drive.readonly drive');
