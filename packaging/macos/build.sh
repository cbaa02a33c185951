#!/usr/bin/env bash
# The program for macOS: STWorkshop.app in a disk image.
#
#   bash packaging/macos/build.sh
#
# NOT RUN BY THE PROJECT YET: written from the documentation, complete, and not tried on a Mac. Whoever runs it first:
# please report what had to be changed.
#
# It needs Python 3.11 to 3.13 and the command line developer tools (codesign, hdiutil, xcrun). Without settings the
# application is signed for this Mac only ("-"), and others must open it with a right click. To give it away, set
#   STWORKSHOP_SIGN      the name of a "Developer ID Application" certificate in the keychain
#   STWORKSHOP_NOTARY    the name of a notarytool keychain profile
# It is built for the processor it is built on; build on both kinds for both.
set -euo pipefail
cd "$(dirname "$0")/../.."

python3 packaging/freeze.py
app=dist/STWorkshop.app
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
image="dist/STWorkshop-$version-$(uname -m).dmg"

identity=${STWORKSHOP_SIGN:--}
options=(--force --sign "$identity")
if [ "$identity" != - ]; then
    options+=(--timestamp --options runtime --entitlements packaging/macos/entitlements.plist)
fi
# From the inside out: each library first, the bundle last.
find "$app/Contents" \( -name '*.dylib' -o -name '*.so' \) -type f -print0 | xargs -0 codesign "${options[@]}"
find "$app/Contents" -name '*.framework' -type d -prune -print0 | xargs -0 -r codesign "${options[@]}"
codesign "${options[@]}" "$app"
codesign --verify --deep --strict "$app"

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
cp LICENSE THIRD-PARTY-NOTICES.md "$stage/"
ln -s /Applications "$stage/Applications"
rm -f "$image"
hdiutil create -volname STWorkshop -srcfolder "$stage" -format UDZO -quiet "$image"

if [ -n "${STWORKSHOP_NOTARY:-}" ]; then
    codesign --force --sign "$identity" --timestamp "$image"
    xcrun notarytool submit "$image" --keychain-profile "$STWORKSHOP_NOTARY" --wait
    xcrun stapler staple "$image"
fi
echo "$PWD/$image"
