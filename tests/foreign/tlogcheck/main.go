// Tlogcheck verifies a published Wholefile log with golang.org/x/mod/sumdb/note and tlog alone, the code behind Go's
// checksum database. It shares nothing with the Python that wrote the log.
//
//	tlogcheck LOGDIR LOG-VKEY [WITNESS-VKEY...]
//
// It reads every entry and every tile of the checkpoint, and asks for a cosignature by each witness that is named.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight  = 8
	bundleWidth = 1 << tileHeight
	cosignature = 0x04
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: tlogcheck LOGDIR LOG-VKEY [WITNESS-VKEY...]")
		os.Exit(2)
	}
	said, err := check(os.Args[1], os.Args[2], os.Args[3:])
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
	fmt.Println(said)
}

func check(dir, logKey string, witnessKeys []string) (string, error) {
	tree, err := openCheckpoint(dir, logKey, witnessKeys)
	if err != nil {
		return "", err
	}
	records, hashes, err := readEntries(dir, tree.N)
	if err != nil {
		return "", err
	}
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil {
		return "", err
	}
	if root != tree.Hash {
		return "", fmt.Errorf("the entries lead to %v and the checkpoint signs %v", root, tree.Hash)
	}
	tiles, err := checkTiles(dir, tree.N, hashes)
	if err != nil {
		return "", err
	}
	proofs, err := checkProofs(dir, tree, records, hashes)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("accepted: %d entries, %d tiles, %d proofs", tree.N, tiles, proofs), nil
}

// witness is a note.Verifier for cosignature/v1 (C2SP tlog-cosignature), which the note package does not know.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.hash }
func (w *witness) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	seconds := binary.BigEndian.Uint64(sig[:8])
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", seconds, msg)
	return ed25519.Verify(w.key, []byte(signed), sig[8:])
}

func newWitness(vkey string) (*witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("malformed witness key")
	}
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil {
		return nil, err
	}
	if len(key) != 1+ed25519.PublicKeySize || key[0] != cosignature {
		return nil, errors.New("not a key of type 4")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if binary.BigEndian.Uint32(sum[:4]) != uint32(hash) {
		return nil, errors.New("the hash in the witness key is not that of the key")
	}
	return &witness{parts[0], uint32(hash), key[1:]}, nil
}

func openCheckpoint(dir, logKey string, witnessKeys []string) (tree tlog.Tree, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return tree, err
	}
	log, err := note.NewVerifier(logKey)
	if err != nil {
		return tree, err
	}
	wanted := []note.Verifier{log}
	for _, vkey := range witnessKeys {
		w, err := newWitness(vkey)
		if err != nil {
			return tree, err
		}
		wanted = append(wanted, w)
	}
	opened, err := note.Open(raw, note.VerifierList(wanted...))
	if err != nil {
		return tree, err
	}
	for _, key := range wanted {
		found := false
		for _, sig := range opened.Sigs {
			found = found || (sig.Name == key.Name() && sig.Hash == key.KeyHash())
		}
		if !found {
			return tree, fmt.Errorf("not signed by %s", key.Name())
		}
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != log.Name() {
		return tree, errors.New("not a checkpoint of three lines by this log")
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

// published is the path at which C2SP tlog-tiles serves what the tlog package calls a tile.
func published(t tlog.Tile) string {
	path := strings.Replace(t.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

// memory holds the hashes of a tree in the order in which the tlog package stores them.
type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index < 0 || index >= int64(len(m)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		found[i] = m[index]
	}
	return found, nil
}

func readEntries(dir string, size int64) (records []tlog.Hash, hashes memory, err error) {
	for start := int64(0); start < size; start += bundleWidth {
		width := size - start
		if width > bundleWidth {
			width = bundleWidth
		}
		bundle := tlog.Tile{H: tileHeight, L: -1, N: start / bundleWidth, W: int(width)}
		raw, err := os.ReadFile(filepath.Join(dir, published(bundle)))
		if err != nil {
			return nil, nil, err
		}
		for n := start; n < start+width; n++ {
			if len(raw) < 2 || len(raw)-2 < int(binary.BigEndian.Uint16(raw)) {
				return nil, nil, fmt.Errorf("%s is cut off", published(bundle))
			}
			end := 2 + int(binary.BigEndian.Uint16(raw))
			record := tlog.RecordHash(raw[2:end])
			more, err := tlog.StoredHashesForRecordHash(n, record, hashes)
			if err != nil {
				return nil, nil, err
			}
			records, hashes, raw = append(records, record), append(hashes, more...), raw[end:]
		}
		if len(raw) != 0 {
			return nil, nil, fmt.Errorf("%s holds more than its entries", published(bundle))
		}
	}
	return records, hashes, nil
}

func checkTiles(dir string, size int64, hashes memory) (int, error) {
	count := 0
	for _, tile := range tlog.NewTiles(tileHeight, 0, size) {
		if width := size>>(tileHeight*tile.L) - tile.N<<tileHeight; tile.W < bundleWidth && int64(tile.W) < width {
			continue // of a smaller log; this package lists them all
		}
		count++
		expected, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return 0, err
		}
		found, err := os.ReadFile(filepath.Join(dir, published(tile)))
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(found, expected) {
			return 0, fmt.Errorf("%s does not hold the hashes of the entries", published(tile))
		}
	}
	return count, nil
}

// folder serves the published tiles to the tlog package, which verifies each against the tree before it uses it.
type folder struct{ dir string }

func (f folder) Height() int { return tileHeight }
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(tiles))
	for i, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(f.dir, published(tile)))
		if err != nil {
			return nil, err
		}
		found[i] = data
	}
	return found, nil
}
func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

// checkProofs draws proofs from the published tiles: inclusion of entries all over the log, consistency with earlier sizes.
func checkProofs(dir string, tree tlog.Tree, records []tlog.Hash, hashes memory) (int, error) {
	reader, proofs := tlog.TileHashReader(tree, folder{dir}), 0
	for n := int64(0); n < tree.N; n += 1 + tree.N/300 {
		proof, err := tlog.ProveRecord(tree.N, n, reader)
		if err != nil {
			return 0, err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, n, records[n]); err != nil {
			return 0, err
		}
		proofs++
	}
	for n := int64(1); n <= tree.N; n += 1 + n/3 {
		before, err := tlog.TreeHash(n, hashes)
		if err != nil {
			return 0, err
		}
		proof, err := tlog.ProveTree(tree.N, n, reader)
		if err != nil {
			return 0, err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, n, before); err != nil {
			return 0, err
		}
		proofs++
	}
	return proofs, nil
}
