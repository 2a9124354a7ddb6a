/** The whole page. */
import { randomBytes } from 'node:crypto';

import { policyOf } from '../headers';
import type { Html } from '../html';
import { html, named } from '../html';
import type { User } from '../request';
import { detail } from './detail';
import { list } from './list';
import type { Shown } from './parts';
import { FIRST, script } from './script';
import { styles } from './styles';

/** Where the page is, and who sees it. */
export interface Setting {
	readonly url: string;
	readonly user: User;
	readonly dangling: ReadonlyArray<{ readonly name: string }>;
}

/** Writes the page. */
export function page(shown: Shown, { url, user, dangling }: Setting): Html {
	const nonce = randomBytes(16).toString('base64');
	const row = shown.rows.find(({ id }) => id === shown.view.connection);
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta http-equiv="Content-Security-Policy" content="${policyOf(nonce, url)}" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>${row ? `${row.name} – Connections` : 'Connections'}</title>
				<style nonce="${nonce}">
					${styles}
				</style>
				<script nonce="${nonce}">
					${FIRST};
				</script>
			</head>
			<body>
				<header>
					<h1>Connections</h1>
					<p class="muted small">Signed in as ${named(user.name)}</p>
				</header>
				<main data-shown="${shown.view.show}" data-connection="${row?.id ?? ''}">
					${row ? detail(shown, row) : list(shown, dangling)}
				</main>
				<script nonce="${nonce}">
					${script};
				</script>
			</body>
		</html>`;
}
