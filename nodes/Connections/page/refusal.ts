/** The plain page that says why there is no other. */
import { randomBytes } from 'node:crypto';

import { policyOf } from './headers';
import type { Html } from './html';
import { html } from './html';
import { styles } from './view/styles';

/** A page of one sentence, and its policy. */
export function refusalPage(title: string, message: string, link?: string): Html {
	const nonce = randomBytes(16).toString('base64');
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta http-equiv="Content-Security-Policy" content="${policyOf(nonce)}" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>${title}</title>
				<style nonce="${nonce}">
					${styles}
				</style>
			</head>
			<body>
				<main class="plain">
					<h1>${title}</h1>
					<p>${message}</p>
					${link ? html`<p><a href="${link}">Open the page</a></p>` : undefined}
				</main>
			</body>
		</html>`;
}
