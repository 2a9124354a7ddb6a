import { wordsFor } from '../../../../nodes/Connections/page/words';

it.each([
	['gmailOAuth2', 'https://www.googleapis.com/auth/gmail.send'],
	['microsoftOutlookOAuth2Api', 'Mail.Send'],
	['slackOAuth2Api', 'chat:write'],
])('a scope of %s is said in words: %s', (type, scope) => {
	const words = wordsFor(type, scope);
	expect(words).not.toContain(scope);
	expect(words).toMatch(/^[A-Z]/);
});

it('a scope is not said in the words of another service, and stays as it is where nobody knows it', () => {
	expect(wordsFor('someOAuth2Api', 'chat:write')).toBe('chat:write');
	expect(wordsFor('gmailOAuth2', 'https://www.googleapis.com/auth/none')).toBe(
		'https://www.googleapis.com/auth/none',
	);
});
