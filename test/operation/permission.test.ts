import { openConnection } from '../../connection/connection';
import { ConnectionFailure } from '../../connection/failure/failure';
import { checkPermissions, explainRefusal } from '../../operation/permission';
import { facebookPages } from '../../services/facebookPages';
import { mailchimp } from '../../services/mailchimp';
import type { Script, Setting } from '../builders';
import { answer, held, host, inTurn, markers, pages, spaces } from '../builders';

const open = async (setting: Setting) => {
	const { context, requests } = host(setting);
	return { connection: await openConnection(context, setting.service), requests };
};

const nothing = inTurn(answer(200, {}));

const ofPages = (scope: string, granted?: string): Setting => ({
	service: pages,
	script: nothing,
	credentials: held.pages({
		scope,
		oauthTokenData: { access_token: markers.grant, ...(granted ? { scope: granted } : {}) },
	}),
});

/** Everything that a failure says. */
const saidOf = ({ message, ...more }: ConnectionFailure) => ({ message, ...more });

const refusal = new ConnectionFailure('Pages refused it', {
	kind: 'permission',
	status: 403,
	advice: 'Ask the owner of the page.',
	error: { code: '200' },
});

const requires = ['publishPosts'];

describe('the check before any request', () => {
	it('passes with what was granted, also where it is included in something wider', async () => {
		for (const granted of ['pages_list,pages_publish', 'pages_manage']) {
			const { connection } = await open(ofPages('pages_list,pages_read', granted));
			await expect(checkPermissions(connection, { requires })).resolves.toBeUndefined();
		}
	});

	it('names the connection, what is missing, what it was authorized for, and what to do', async () => {
		const { connection, requests } = await open(ofPages('pages_list,pages_read'));
		await expect(checkPermissions(connection, { requires })).rejects.toMatchObject({
			message: '"My connection" may not: Publish posts. It was authorized for: Read posts.',
			kind: 'permission',
			advice:
				'Open the connection (https://n8n.example/home/credentials/7), select "Publish posts" under Permissions, save, and select "Reconnect" or "Switch account". Nothing was sent.',
		});
		expect(requests).toEqual([]);
	});

	it('says what is left to do where the permission is selected already', async () => {
		const { connection } = await open(
			ofPages('pages_list,pages_read,pages_publish', 'pages_list,pages_read'),
		);
		const { advice } = await checkPermissions(connection, { requires }).then(
			() => ({ advice: '' }),
			(error: ConnectionFailure) => error,
		);
		expect(advice).toMatch(
			/^"Publish posts" is selected but not granted yet\. Open the connection/,
		);
		expect(advice).toContain('select "Reconnect" or "Switch account"');
	});

	it('says to be asked again for what was declined', async () => {
		const script: Script = () =>
			answer(200, {
				data: [
					{ permission: 'pages_show_list', status: 'granted' },
					{ permission: 'pages_read_engagement', status: 'granted' },
					{ permission: 'pages_manage_posts', status: 'declined' },
				],
			});
		const { connection } = await open({
			service: facebookPages,
			script,
			credentials: {
				scope: 'pages_show_list,pages_read_engagement,pages_manage_posts',
				oauthTokenData: { access_token: markers.grant },
			},
		});
		await expect(checkPermissions(connection, { requires })).rejects.toMatchObject({
			advice: expect.stringContaining(
				'turn on "Ask Again for Declined Permissions" in the advanced settings (it was declined before)',
			),
		});
	});
});

describe('a refusal for a missing right', () => {
	it('is told as the permission that the operation needs, with the words of the service', async () => {
		const { connection } = await open({
			service: spaces,
			script: nothing,
			credentials: held.spaces(),
		});
		const told = await explainRefusal(connection, { requires: ['readRecords'] }, refusal);
		expect(told).toMatchObject({
			message: '"My connection" seems not to be allowed to: Read records. Pages refused it',
			kind: 'permission',
			status: 403,
			error: { code: '200' },
			advice:
				'Make a new API Token with the right to "Read records" and paste it into the connection: https://n8n.example/home/credentials/7 If it has that already: Ask the owner of the page.',
		});
	});

	it('stands as it is where the connection is known to have all that is needed', async () => {
		const { connection } = await open(
			ofPages('pages_list,pages_publish', 'pages_list,pages_publish'),
		);
		expect(saidOf(await explainRefusal(connection, { requires }, refusal))).toEqual(
			saidOf(refusal),
		);
	});

	it('stands as it is where the connection breaks before the service could say which right is missing', async () => {
		const { connection } = await open({
			service: facebookPages,
			script: inTurn(answer(400, { error: { message: 'Session has expired', code: 190 } })),
			credentials: {
				scope: 'pages_show_list,pages_read_engagement,pages_manage_posts',
				oauthTokenData: { access_token: markers.grant },
			},
		});
		expect(saidOf(await explainRefusal(connection, { requires }, refusal))).toEqual(
			saidOf(refusal),
		);
	});

	it.each([
		['of another kind', { kind: 'input' as const }, requires],
		['of an operation that needs nothing', { kind: 'permission' as const }, []],
	])('stands as it is %s', async (_what, { kind }, needed) => {
		const { connection } = await open(ofPages('pages_list,pages_read'));
		const failure = new ConnectionFailure('No', { kind, advice: 'Fix it.' });
		expect(saidOf(await explainRefusal(connection, { requires: needed }, failure))).toEqual(
			saidOf(failure),
		);
	});

	it('stands as it is where every connection may do all that its user may', async () => {
		const { connection } = await open({
			service: mailchimp,
			variant: 'apiKey',
			script: nothing,
			credentials: { apiKey: `${'0123456789abcdef'.repeat(2)}-us21` },
		});
		expect(saidOf(await explainRefusal(connection, { requires: ['anything'] }, refusal))).toEqual(
			saidOf(refusal),
		);
	});
});
