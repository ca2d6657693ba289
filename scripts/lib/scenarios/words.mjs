// The closed vocabulary of scenario files. A word that is known but has no handler in events.mjs belongs to a service that this server does not offer yet.

const applying = ['channel', 'applicant', 'reason', 'delivery', 'point', 'faceAuth', 'smsCode', 'mobile', 'photo', 'requestedPhoto', 'operator', 'guardian',
  'guardianProof', 'missing', 'authorizationLetterFor', 'oldCardKeptByHolder', 'returnsOldCard'];

/** Event word → the keys its `with` may carry; `null` = any key (the papers that materials.supply brings are named by the file). */
export const EVENTS = {
  'loss.report': ['holder', 'point', 'kind', 'on', 'letter'],
  'identity.check': ['fingerprintMatch', 'portraitMatch', 'chipReadable'],
  'loss.accept': [],
  'loss.consult': ['holder', 'currentPlace'],
  'consult.answer': ['holder', 'currentPlace'],
  'loss.sync': ['holder', 'reportedAt'],
  'lift.request': ['holder', 'point', 'bringsReportedCard'],
  'lift.accept': [],
  'reissue.authenticate': ['applicant', 'reason', 'faceAuth'],
  'reissue.apply': applying,
  'materials.supply': null,
  'application.accept': ['point', 'prints', 'unableReason'],
  'application.withdraw': ['note'],
  'application.reject': ['ground', 'reason', 'note'],
  'home-police.answer': ['approved', 'note'],
  'factory.reject': ['reason'],
  'suspension.approve': ['reason'],
  'portrait.recapture': ['point'],
  'card.arrive': ['point'],
  'post.handover': ['waybill'],
  'post.event': ['code', 'signer', 'proxy', 'courierConfirmed', 'suishenCode', 'receiptShown', 'reason', 'opTime'],
  'post.trace': ['code', 'opTime'],
  'delivery.change': ['faceAuth', 'identityChecked', 'address', 'mobile'],
  'post.exception': ['outcome'],
  'post.returned': ['point'],
  'card.collect': ['role', 'point', 'idProof', 'receipt', 'letter', 'authorization', 'returnsOldCard', 'returnsTemporaryCard',
    'chipReadable', 'dataConfirmed', 'fingerprintMatch'],
  'authorization.grant': ['agent', 'number', 'validFrom', 'validTo', 'faceAuth'],
  'authorization.revoke': ['agent', 'number', 'validFrom', 'validTo', 'faceAuth'],
  'service.rate': ['stars', 'comment'],
  'complaint.contact': ['outcome', 'evidence'],
  'complaint.resolve': ['measure'],
  'complaint.review': ['outcome'],
  'setting.change': ['process', 'name', 'value', 'reason'],
  'photo.submit': ['of', 'mode', 'selfie', 'personMatch'],
  'photo.review': ['qualified', 'of'],
  'photo.lookup': ['of', 'point'],
  'temporary.apply': ['applicant', 'point', 'urgentNeed'],
  'temporary.issue': ['applicant', 'point', 'urgentNeed'],
  'temporary.return': ['applicant', 'point', 'urgentNeed'],
  'query.logistics': ['mobile', 'applicant'],
  'query.progress': ['mobile', 'applicant'],
  'calendar.import': ['year', 'holidays', 'workdays'],
  'supervision.issue': ['measure', 'dueOn'],
  'supervision.reply': ['reply'],
  'supervision.close': ['accept', 'reason'],
  'case.urge': ['note'],
  'red-card.dispose': ['cause', 'measure', 'expectedOn'],
  'red-card.appeal': ['ground', 'evidence'],
  'appeal.decide': ['accept', 'reason'],
};

export const REGISTRY = ['cardStatus', 'fingerprintRegistered', 'lastHandledAt', 'lastPortraitAt', 'lastHandledInShanghai', 'lastCardLongTerm', 'isShanghaiHukou',
  'reissued', 'newCardIssuedOn', 'cardExpiry', 'inAppPhoto', 'identityUnclear', 'onDishonestyList', 'homePolice'];

export const GIVEN_CASE = [...applying, 'state', 'acceptedAt', 'arrivedAt', 'handedOverAt', 'waybill', 'failedAt', 'returnedAt', 'authorization'];

export const EXPECT = ['decisions', 'documents', 'notifications', 'caseState', 'cardState', 'feeCny', 'sla', 'newCardValidity'];
export const SLA = ['deadlineDate', 'amberFrom', 'finalDayFrom', 'redFrom', 'statutory60', 'usedWorkingDays', 'overdueWorkingDays', 'outcome', 'workingDays'];
export const ROW = ['step', 'decision', 'reason', 'rules', 'at', 'by'];

export const ROLES = ['clerk', 'manager', 'reviewer', 'designer', 'station', 'factory', 'ems', 'national', 'anonymous'];

const list = text => new Set(text.trim().split(/\s+/));

export const STEPS = list(`acceptance agent_id amber authorization cancel card_presented channel counter courier_confirm deadline delivery eligibility face_auth fallback
  guardian_id identity lift loss_report materials not_reissued old_card person_photo_match pickup place portrait proxy_code query rating receipt red renewal_window resume
  review selfie sign_method stage_overdue supervise suspend sync temp_id temp_id_return urge duplicate`);

export const DECISIONS = list(`PASS FAIL ACCEPT REFUSE BLOCK CORRECTION GUIDE ACCEPT_EXTERNAL_LOSS COLLECT_AND_DESTROY RETURNED USE_LAST_SUCCESSFUL PHOTO_FOUND REJECT
  QUALIFIED_STORED ANSWER DELIVERED DELIVERED_PROXY FAILED COUNTER_PICKUP RAISED ISSUED APPROVED DONE MOVED PROVISIONAL RECOMPUTED REQUIRED
  CANCELLED
  ESCALATED APPEALED APPEAL_REJECTED DISPOSED REPLIED CLOSED WARNED OVERRIDDEN WITHDRAWN`);

export const REASONS = list(`ADDRESS_CHANGED ALREADY_REISSUED APPLICANT APPLICANT_ASKED_TO_WAIT APPLICANT_RECAPTURE_FINGERPRINT APPLICANT_RECAPTURE_PHOTO ATTEMPTS_EXCEEDED
  AUTH_EXPIRED AUTH_NOT_FOUND AUTH_REVOKED AUTH_WRONG_AGENT CARD_DATA_WRONG CARD_NOT_PRESENTED CHIP_UNREADABLE COMPLEX COURIER_DELAYED DAMAGED_IN_TRANSIT
  DATE_CHANGED DISHONESTY_LIST DUPLICATE EQUIPMENT_FAILURE EVENT_LATE EVENT_REPEATED EVENT_UNKNOWN FACE_AUTH_FAILED FACTORY FALLBACK_IN_PERSON_ONLY
  FINGERPRINT_MISMATCH FORCE_MAJEURE HANDOVER_LATE IDENTITY_UNCLEAR ID_MISMATCH LAST_HANDLED_ELSEWHERE LAST_HANDLED_TOO_OLD LEVEL_2 LEVEL_3 LEVEL_4
  LEVEL_5 LOST_IN_TRANSIT MALICIOUS MISSING_AUTHORIZATION MISSING_GUARDIAN_PROOF MISSING_ID_PROOF MISSING_RECEIPT NOT_COLLECTED NOT_GUARDIAN
  NOT_HANDED_TO_EMS NOT_IN_PERSON NOT_SH_HUKOU NO_FINGERPRINT NO_LONG_TERM_CARD OLD_CARD_NOT_RETURNED OTHER OWN_UNIT PAPERS_VERIFIED_ELSEWHERE
  PAUSE_DAYS_USED PAUSE_LIMIT PAUSE_REASON_UNKNOWN PERSON_PHOTO_MISMATCH PHONE_NO_MATCH PHOTO_BACKGROUND PHOTO_BEAUTIFIED PHOTO_CHANGED PHOTO_COVERED
  PHOTO_LIGHT PHOTO_NOT_FOUND PHOTO_NOT_USABLE_ONLINE PHOTO_QUALITY PHOTO_SIZE PORTRAIT_TOO_OLD POST PRINCIPAL_WITHOUT_CAPACITY PROXY_NOT_CONFIRMED
  PROXY_WITHOUT_CODE REASON_NOT_ONLINE RECEIPT_INSTEAD_OF_CODE RECIPIENT_REFUSED RECIPIENT_UNREACHABLE RENEWAL_TOO_EARLY REPORT_AT_LOCAL_STATION RESOLVED
  RULE_5Y_FINGERPRINT_PORTRAIT RULE_70PLUS_LONGTERM SELFIE_DETECTED SIMPLE SLA_BREACHED SMS_CODE_WRONG SOURCES_CONTRADICT STARS_1 STARS_2 STARS_3 STARS_4
  STARS_5 STATE SUPERSEDED_CARD SUSPENSION_LIMIT SYSTEM TEMPORARY_CARD_MUST_BE_RETURNED TRACE_SILENT TRACKING_LIST WITHDRAWN WRONG_ADDRESS WRONG_POINT`);

export const CASE_STATES = list(`DRAFT DRAFT_ABANDONED SUBMITTED PREQUAL_FAILED PREQUAL_PASSED CORRECTION_REQUESTED ACCEPTED REVIEW SUSPENDED PRODUCTION PRODUCED HANDED_TO_EMS
  IN_TRANSIT OUT_FOR_DELIVERY DELIVERY_FAILED RETURNING AWAIT_PICKUP_AFTER_FAILURE ARRIVED_AT_POINT CLOSED_DELIVERED CLOSED_COLLECTED
  CLOSED_COLLECTED_AFTER_FAILED_DELIVERY WITHDRAWN REJECTED EXCEPTION LR_IDENTITY_CHECK LR_REPORTED LR_REJECTED LR_LIFTED LR_LIFT_REFUSED LR_SUPERSEDED
  CONSULT_CLOSED PH_TEACHING PH_CAPTURED PH_PENDING_REVIEW PH_REJECTED PH_QUALIFIED_STORED PH_NOT_FOUND RC_CONTACT RC_SIMPLE RC_COMPLEX RC_APPEAL RC_RESOLVED RC_MALICIOUS TEMP_ISSUED TEMP_RETURNED IN_PROGRESS CANCELLED`);

export const CARD_STATES = list('VALID LOST_REPORTED INVALID_SUPERSEDED RETURNED EXPIRED');
export const OUTCOMES = list('MET MET_BY_ATTEMPT BREACHED');
