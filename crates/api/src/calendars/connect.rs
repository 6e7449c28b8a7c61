//! Connecting accounts and addresses: found, asked about, kept. Nothing is kept while a question is open.

use caldav::{
    Account, Fault, Found, LinkCopy, Login, Network, Standing, Trusted, discover, link, mail_domain,
};
use uuid::Uuid;

use super::kept::{self, Kept, KeptAccount, KeptLink};
use super::reading;
use super::said;
use super::turn::Turn;
use crate::ApiError;
use crate::app::App;
use crate::secrets::Keep;
use crate::wire::{AccountAdd, ConnectQuestion, LinkAdd, TrustCertificate};
use crate::words;

/// What came of trying.
pub(crate) enum Tried {
    /// Must be answered first.
    Asks(ConnectQuestion),
    /// Kept under this id.
    Kept(Uuid),
}

/// Finds the account and keeps it, its password where it was said.
pub(crate) fn account(app: &App, turn: &mut Turn<'_>, args: &AccountAdd) -> Result<Tried, ApiError> {
    let trusted = args.trust.as_ref().map(to_trusted);
    let former = args.account.as_ref().map(|id| turn.kept.account(id).cloned()).transpose()?;
    let trusted = trusted.or_else(|| former.as_ref().and_then(|account| account.trusted.clone()));
    let network = Network::new(trusted.as_slice())?;
    let address = args.address.trim();
    let user = if args.user.trim().is_empty() && address.contains('@') && !address.contains('/') {
        address
    } else {
        args.user.trim()
    };
    if user.is_empty() || args.password.is_empty() {
        let reasons = vec![said!(
            "A calendar account needs a user name and a password. Fill in both.",
            "Una cuenta de calendario necesita nombre de usuario y contraseña. Rellena los dos."
        )];
        return Err(ApiError::BadSetting { reasons });
    }
    let dice = app.with(|session| Ok(session.new_id().as_u128() as u64))?;
    let services = match mail_domain(address) {
        Some(domain) => network.services(domain, &app.host().resolvers(), dice),
        None => Vec::new(),
    };
    let mut hosts = args.hosts.clone();
    hosts.extend(former.iter().flat_map(|account| account.hosts.clone()));
    let login = Login {
        address: address.to_owned(),
        user: user.to_owned(),
        password: args.password.clone(),
        hosts: hosts.clone(),
        services,
    };
    let found = match discover(&network, &login, &turn.cancel, app.host().now()) {
        Ok(found) => found,
        Err(fault) => return question(fault).map(Tried::Asks),
    };
    // An account has one home, whatever address of its server was typed.
    let same = |known: &&KeptAccount| {
        let place = known.url == found.account.url || (found.home.is_some() && known.home == found.home);
        place && known.user == found.account.user
    };
    let former = former.or_else(|| turn.kept.accounts.iter().find(same).cloned());
    let id =
        former.as_ref().map_or_else(|| app.with(|session| Ok(session.new_id())), |account| Ok(account.id))?;
    let keep = args.keep.or(former.as_ref().map(|account| account.keep)).unwrap_or_default();
    let Found { account: Account { url, user, hosts, .. }, home, calendars } = found;
    let mut account = former.unwrap_or(KeptAccount {
        id,
        address: String::new(),
        url: url.clone(),
        user: String::new(),
        hosts: Vec::new(),
        trusted: None,
        keep,
        home: None,
        calendars: Vec::new(),
        publish: None,
        publish_trouble: None,
        standing: Standing::New,
        since: None,
        no_password: false,
    });
    if let Some(question) = keep_secret(app, keep, &account.secret(), &args.password)? {
        return Ok(Tried::Asks(question));
    }
    (account.address, account.url, account.user) = (address.to_owned(), url, user);
    (account.hosts, account.trusted, account.keep, account.home) = (hosts, trusted, keep, home);
    (account.since, account.no_password) = (None, false);
    account.standing = Standing::Fine { at: app.host().now() };
    account.set_calendars(calendars);
    turn.kept.accounts.retain(|known| known.id != id);
    turn.kept.accounts.push(account);
    turn.keep()?;
    Ok(Tried::Kept(id))
}

/// Reads the address and keeps it. What it says is taken over by a look.
pub(crate) fn address(app: &App, turn: &mut Turn<'_>, args: &LinkAdd) -> Result<Tried, ApiError> {
    let url = link(&args.address)?;
    let trusted = args.trust.as_ref().map(to_trusted);
    let network = Network::new(trusted.as_slice())?;
    let mut copy = LinkCopy::default();
    if let Err(fault) = copy.refresh(&network, &url, &turn.cancel, app.host().now()) {
        // It never was one.
        let host = url.host_str().unwrap_or_default().to_owned();
        let fault = if matches!(fault, Fault::Gone { .. }) { Fault::NoCalendars { host } } else { fault };
        return question(fault).map(Tried::Asks);
    }
    let source = kept::source("link", url.as_str());
    let former = turn.kept.links.iter().find(|known| known.source == source).cloned();
    let id =
        former.as_ref().map_or_else(|| app.with(|session| Ok(session.new_id())), |known| Ok(known.id))?;
    let keep = args.keep.or(former.map(|known| known.keep)).unwrap_or_default();
    let known = KeptLink {
        id,
        source,
        name: copy.name(),
        host: url.host_str().unwrap_or_default().to_owned(),
        trusted,
        keep,
        standing: Standing::New,
        since: None,
        no_address: false,
    };
    if let Some(question) = keep_secret(app, keep, &known.secret(), args.address.trim())? {
        return Ok(Tried::Asks(question));
    }
    turn.kept.links.retain(|other| other.id != id);
    turn.fresh = Some((known.source.clone(), copy));
    turn.kept.links.push(known);
    turn.keep()?;
    Ok(Tried::Kept(id))
}

/// It was stopped while what was connected was looked at for the first time: all is as it was `before`.
pub(crate) fn take_back<T>(app: &App, turn: &mut Turn<'_>, before: Kept) -> Result<T, ApiError> {
    let now = std::mem::replace(&mut turn.kept, before);
    turn.keep()?;
    let was = &turn.kept;
    let links = now.links.iter().filter(|new| was.links.iter().all(|known| known.id != new.id));
    for link in links {
        let _ = app.forget_secret(link.keep, &link.secret());
        app.decide(|session| reading::forget(session, &link.source))?;
    }
    let accounts = now.accounts.iter().filter(|new| was.accounts.iter().all(|known| known.id != new.id));
    for account in accounts {
        let _ = app.forget_secret(account.keep, &account.secret());
    }
    Err(ApiError::Calendar(Fault::Cancelled))
}

/// Keeps it; the question where, if the keychain does not.
fn keep_secret(app: &App, keep: Keep, name: &str, secret: &str) -> Result<Option<ConnectQuestion>, ApiError> {
    match app.keep_secret(keep, name, secret) {
        Ok(()) => Ok(None),
        Err(error @ ApiError::Secret(_)) if keep == Keep::Keychain => {
            let text = said::keep_question(&words::failure(&error).message);
            Ok(Some(ConnectQuestion::Keep { text }))
        }
        Err(error) => Err(error),
    }
}

/// What a person can answer; else it is what is the matter.
fn question(fault: Fault) -> Result<ConnectQuestion, ApiError> {
    match fault {
        Fault::Certificate { host, fingerprint, why } => Ok(ConnectQuestion::Certificate {
            text: said::trust_question(&host, why, &fingerprint),
            trust: TrustCertificate { host, fingerprint },
        }),
        Fault::OtherHost { from, to } => {
            Ok(ConnectQuestion::OtherHost { text: said::host_question(&from, &to), host: to })
        }
        fault => Err(ApiError::Calendar(fault)),
    }
}

fn to_trusted(trust: &TrustCertificate) -> Trusted {
    Trusted { host: trust.host.clone(), fingerprint: trust.fingerprint.clone() }
}
