/** A mail server on this machine, which keeps what n8n sends. */
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';

import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail that was sent. */
export interface Mail {
	readonly from: string;
	readonly to: readonly string[];
	readonly subject: string;
	/** As it was written. */
	readonly text: string;
}

export interface Mailbox {
	readonly host: string;
	readonly port: number;
	/** What has arrived, oldest first. */
	readonly mails: Mail[];
	stop(): Promise<void>;
}

/** Starts the mail server on a free port of 127.0.0.1. It asks nobody for a password. */
export async function startMailbox(): Promise<Mailbox> {
	const mails: Mail[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS', 'AUTH'],
		onData: (stream, { envelope }, answer) => {
			const keep = async () => {
				const { subject = '', text = '' } = await PostalMime.parse(await buffer(stream));
				const from = envelope.mailFrom ? envelope.mailFrom.address : '';
				mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), subject, text });
			};
			keep().then(() => answer(), answer);
		},
	});
	const listening = server.listen(0, '127.0.0.1');
	await once(listening, 'listening');
	const address = listening.address();
	if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
	return {
		host: '127.0.0.1',
		port: address.port,
		mails,
		stop: async () => await new Promise((resolve) => server.close(resolve)),
	};
}
