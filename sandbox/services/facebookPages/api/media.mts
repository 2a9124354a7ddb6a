import { graphTime } from '../clock.mts';
import { createPhoto, createPost, createVideo } from '../creating.mts';
import { GraphError, invalidParameter } from '../graphError.mts';
import { type FacebookPage, itemsOf, type Photo, type Video } from '../state.mts';
import { profile } from './authors.mts';
import type { Call } from './call.mts';
import { commentsField } from './comments.mts';
import { askedFields, type NodeType, shape } from './fields.mts';
import { pageOf, windowOf } from './paging.mts';
import { publish, readPublication } from './publishing.mts';

/** A photo (facebook/facebook-business-sdk-codegen: api_specs/specs/Photo.json). */
const photoType: NodeType<Photo> = {
	name: 'Photo',
	defaults: ['created_time', 'name', 'id'],
	fields: {
		id: ({ id }) => id,
		name: ({ caption }) => caption,
		created_time: ({ createdTime }) => graphTime(createdTime),
		updated_time: ({ createdTime }) => graphTime(createdTime),
		link: ({ id }) => `https://www.facebook.com/photo.php?fbid=${id}`,
		picture: ({ id }) => `https://scontent.facebook.example/${id}_s.jpg`,
		images: ({ id }) => [
			{ width: 720, height: 480, source: `https://scontent.facebook.example/${id}.jpg` },
		],
		width: () => 720,
		height: () => 480,
		page_story_id: ({ post }) => post?.id,
		from: ({ page }, { fields }, call) => shape(profile, page, fields, call),
		comments: commentsField,
	},
};

/** A video (facebook/facebook-business-sdk-codegen: api_specs/specs/AdVideo.json). */
const videoType: NodeType<Video> = {
	name: 'Video',
	defaults: ['updated_time', 'description', 'id'],
	fields: {
		id: ({ id }) => id,
		title: ({ title }) => title,
		description: ({ description }) => description,
		created_time: ({ createdTime }) => graphTime(createdTime),
		updated_time: ({ createdTime }) => graphTime(createdTime),
		permalink_url: ({ id, page }) => `/${page.id}/videos/${id}/`,
		source: ({ id }) => `https://video.facebook.example/${id}.mp4`,
		picture: ({ id }) => `https://scontent.facebook.example/${id}.jpg`,
		length: () => 12.5,
		views: () => 0,
		published: ({ isPublished }) => isPublished,
		scheduled_publish_time: ({ scheduledPublishTime }) =>
			scheduledPublishTime && graphTime(scheduledPublishTime),
		status: () => ({ video_status: 'ready' }),
		post_id: ({ post }) => post?.id.split('_')[1],
		from: ({ page }, { fields }, call) => shape(profile, page, fields, call),
		comments: commentsField,
	},
};

/** Demands what it takes to see photos (developers.facebook.com/docs/graph-api/reference/page/photos). */
function look(call: Call, page: FacebookPage): void {
	call.actAs(page, 'MODERATE', 'MANAGE', 'CREATE_CONTENT');
	call.mayRead('pages_read_engagement');
}

/** `GET /{page}/photos`. */
export function listPhotos(call: Call, page: FacebookPage): object {
	look(call, page);
	const type = call.parameter('type') ?? 'profile';
	if (!['profile', 'tagged', 'uploaded'].includes(type)) {
		throw invalidParameter('Param type must be one of {PROFILE, TAGGED, UPLOADED}');
	}
	const records =
		type === 'uploaded' ? itemsOf(page, 'photo').filter((photo) => photo.isPublished) : [];
	const fields = askedFields(call);
	const list = { records, window: windowOf(call), path: `/${page.id}/photos` };
	return pageOf(call, list, (photo) => shape(photoType, photo, fields, call));
}

/** `GET /{page}/videos`. */
export function listVideos(call: Call, page: FacebookPage): object {
	look(call, page);
	const type = call.parameter('type') ?? 'uploaded';
	if (!['tagged', 'uploaded'].includes(type)) {
		throw invalidParameter('Param type must be one of {TAGGED, UPLOADED}');
	}
	const records = type === 'uploaded' ? itemsOf(page, 'video') : [];
	const fields = askedFields(call);
	const list = { records, window: windowOf(call), path: `/${page.id}/videos` };
	return pageOf(call, list, (video) => shape(videoType, video, fields, call));
}

/** `GET /{photo}` and `GET /{video}`. */
export function readMedium(call: Call, medium: Photo | Video): object {
	look(call, medium.page);
	call.records += 1;
	const fields = askedFields(call);
	return medium.kind === 'photo'
		? shape(photoType, medium, fields, call)
		: shape(videoType, medium, fields, call);
}

/** What is certainly no picture; of anything else Facebook looks at the content. */
const NO_PICTURE = /^(text|video|audio)\/|^application\/(json|pdf)/;

/** A file that is no picture (facebookarchive/php-graph-sdk, issue 315). */
const unreadableFile = () =>
	new GraphError(100, 'Invalid parameter', {
		subcode: 1366046,
		isTransient: false,
		userTitle: "Can't Read Files",
		userMessage:
			"Your photos couldn't be uploaded. Photos should be less than 4 MB and saved as JPG, PNG, GIF or TIFF files.",
	});

/** The uploaded file, or the address to fetch it from; nothing is fetched. */
function readSource(call: Call, addressName: string) {
	const url = call.parameter(addressName);
	const { source } = call.files;
	if (url !== undefined && !/^https?:\/\//.test(url)) {
		throw invalidParameter(`${addressName} should represent a valid URL`);
	}
	if (!source && url === undefined) {
		// facebookarchive/php-graph-sdk, issue 923
		throw new GraphError(324, '(#324) Requires upload file');
	}
	return { bytes: source?.bytes ?? 0, url };
}

/**
 * `POST /{page}/photos`: a photo, and a post that shows it unless it is not published
 * (developers.facebook.com/docs/graph-api/reference/page/photos).
 */
export function publishPhoto(call: Call, page: FacebookPage): object {
	publish(call, page);
	const caption = call.parameter('message') ?? call.parameter('caption');
	const source = readSource(call, 'url');
	if (NO_PICTURE.test(call.files['source']?.type ?? '')) throw unreadableFile();
	const { isPublished, scheduledPublishTime } = readPublication(call);
	// One that is only kept for a later post, for a day.
	call.flag('temporary');
	const createdTime = call.clock.now;
	const photo = createPhoto(page, { caption, isPublished, createdTime, ...source });
	call.records += 1;
	if (!isPublished && scheduledPublishTime === undefined) return { id: photo.id };
	const fields = { message: caption, attachments: [photo], createdTime };
	const post = createPost(page, { ...fields, isPublished, scheduledPublishTime });
	return { id: photo.id, post_id: post.id };
}

/** `POST /{page}/videos` (developers.facebook.com/docs/graph-api/reference/page/videos). */
export function publishVideo(call: Call, page: FacebookPage): object {
	publish(call, page, 'publish_video');
	const source = readSource(call, 'file_url');
	const title = call.parameter('title');
	const description = call.parameter('description');
	const publication = readPublication(call);
	const createdTime = call.clock.now;
	const video = createVideo(page, { title, description, createdTime, ...source, ...publication });
	const { isPublished, scheduledPublishTime } = publication;
	if (isPublished || scheduledPublishTime !== undefined) {
		createPost(page, { message: description, attachments: [video], createdTime, ...publication });
	}
	call.records += 1;
	return { id: video.id };
}

/** `POST /{video}`: its words, and whether it is published (facebook/facebook-business-sdk-codegen: api_specs/specs/AdVideo.json). */
export function changeVideo(call: Call, video: Video): object {
	publish(call, video.page, 'publish_video');
	video.title = call.parameter('name') ?? video.title;
	video.description = call.parameter('description') ?? video.description;
	if (call.flag('published')) {
		video.isPublished = true;
		video.scheduledPublishTime = undefined;
	}
	call.records += 1;
	return { success: true };
}
