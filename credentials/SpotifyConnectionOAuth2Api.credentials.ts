// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { spotify } from '../services/spotify';

export class SpotifyConnectionOAuth2Api implements ICredentialType {
	name = 'spotifyConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Spotify Connection OAuth2 API';

	icon = { light: 'file:icons/spotify.svg', dark: 'file:icons/spotify.dark.svg' } as const;

	documentationUrl = 'https://developer.spotify.com/documentation/web-api/tutorials/code-flow';

	properties = oauth2Properties(spotify);

	test = verifyRequest(spotify, 'oauth2');
}
