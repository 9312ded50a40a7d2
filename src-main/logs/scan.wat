;; The two inner loops of the log readers, 64 and 16 bytes at a time. They find positions and know nothing of logs.
;; scripts/build-scan.mjs turns this file into scan-module.ts; a test holds the two together.
;; The caller leaves 66 bytes of zeros behind the input: a block may reach over its end, and nothing is found there.
(module
  (memory (import "js" "memory") 1)

  ;; Where the blanks and the ends of rows are in [from, to).
  ;; blanks: positions, 4 bytes each. rows: pairs of the position of a line feed and the number of blanks before it.
  ;; At address 0 stand afterwards: number of blanks, number of rows, and whether two blanks stand side by side anywhere.
  (func (export "split") (param $from i32) (param $to i32) (param $blanks i32) (param $rows i32)
    (local $at i32) (local $count i32) (local $row i32) (local $n i32) (local $out i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $blank i64) (local $feed i64) (local $left i64) (local $carry i64) (local $double i64)
    (local.set $at (local.get $from))
    (local.set $row (local.get $rows))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $to)))
        (local.set $a (v128.load align=1 (local.get $at)))
        (local.set $b (v128.load offset=16 align=1 (local.get $at)))
        (local.set $c (v128.load offset=32 align=1 (local.get $at)))
        (local.set $d (v128.load offset=48 align=1 (local.get $at)))
        (local.set $blank
          (i64.or
            (i64.or
              (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $a) (i8x16.splat (i32.const 32)))))
              (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $b) (i8x16.splat (i32.const 32))))) (i64.const 16)))
            (i64.or
              (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $c) (i8x16.splat (i32.const 32))))) (i64.const 32))
              (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $d) (i8x16.splat (i32.const 32))))) (i64.const 48)))))
        (local.set $feed
          (i64.or
            (i64.or
              (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $a) (i8x16.splat (i32.const 10)))))
              (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $b) (i8x16.splat (i32.const 10))))) (i64.const 16)))
            (i64.or
              (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $c) (i8x16.splat (i32.const 10))))) (i64.const 32))
              (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $d) (i8x16.splat (i32.const 10))))) (i64.const 48)))))
        (local.set $double
          (i64.or (local.get $double)
            (i64.and (local.get $blank) (i64.or (i64.shl (local.get $blank) (i64.const 1)) (local.get $carry)))))
        (local.set $carry (i64.shr_u (local.get $blank) (i64.const 63)))

        ;; A row knows how many blanks came before its end.
        (if (i64.ne (local.get $feed) (i64.const 0))
          (then
            (loop $feeds
              (i32.store (local.get $row) (i32.add (local.get $at) (i32.wrap_i64 (i64.ctz (local.get $feed)))))
              (i32.store offset=4 (local.get $row)
                (i32.add (local.get $count)
                  (i32.wrap_i64 (i64.popcnt (i64.and (local.get $blank)
                    (i64.sub (i64.and (local.get $feed) (i64.sub (i64.const 0) (local.get $feed))) (i64.const 1)))))))
              (local.set $row (i32.add (local.get $row) (i32.const 8)))
              (local.set $feed (i64.and (local.get $feed) (i64.sub (local.get $feed) (i64.const 1))))
              (br_if $feeds (i64.ne (local.get $feed) (i64.const 0))))))

        ;; Four positions are written whether they are there or not, which spares the guessing; what is too many is overwritten.
        (local.set $n (i32.wrap_i64 (i64.popcnt (local.get $blank))))
        (local.set $left (local.get $blank))
        (local.set $out (i32.add (local.get $blanks) (i32.shl (local.get $count) (i32.const 2))))
        (local.set $count (i32.add (local.get $count) (local.get $n)))
        (loop $four
          (i32.store (local.get $out) (i32.add (local.get $at) (i32.wrap_i64 (i64.ctz (local.get $left)))))
          (local.set $left (i64.and (local.get $left) (i64.sub (local.get $left) (i64.const 1))))
          (i32.store offset=4 (local.get $out) (i32.add (local.get $at) (i32.wrap_i64 (i64.ctz (local.get $left)))))
          (local.set $left (i64.and (local.get $left) (i64.sub (local.get $left) (i64.const 1))))
          (i32.store offset=8 (local.get $out) (i32.add (local.get $at) (i32.wrap_i64 (i64.ctz (local.get $left)))))
          (local.set $left (i64.and (local.get $left) (i64.sub (local.get $left) (i64.const 1))))
          (i32.store offset=12 (local.get $out) (i32.add (local.get $at) (i32.wrap_i64 (i64.ctz (local.get $left)))))
          (local.set $left (i64.and (local.get $left) (i64.sub (local.get $left) (i64.const 1))))
          (local.set $out (i32.add (local.get $out) (i32.const 16)))
          (br_if $four (i64.ne (local.get $left) (i64.const 0))))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (br $next)))
    (i32.store (i32.const 0) (local.get $count))
    (i32.store (i32.const 4) (i32.shr_u (i32.sub (local.get $row) (local.get $rows)) (i32.const 3)))
    (i32.store (i32.const 8) (i64.ne (local.get $double) (i64.const 0))))

  ;; Where one of up to eight groups of three bytes may begin in [from, to): six tables of 16 bytes at address 64, two for each of the
  ;; three bytes, by the low and the high half of the byte; a bit for each group. May find too much, never too little.
  ;; Out: the number of positions written to out, 4 bytes each, ascending.
  (func (export "find") (param $from i32) (param $to i32) (param $out i32) (result i32)
    (local $at i32) (local $begin i32) (local $mask i32)
    (local $low0 v128) (local $high0 v128) (local $low1 v128) (local $high1 v128) (local $low2 v128) (local $high2 v128)
    (local $a v128) (local $b v128) (local $c v128) (local $half v128)
    (local.set $low0 (v128.load (i32.const 64)))
    (local.set $high0 (v128.load (i32.const 80)))
    (local.set $low1 (v128.load (i32.const 96)))
    (local.set $high1 (v128.load (i32.const 112)))
    (local.set $low2 (v128.load (i32.const 128)))
    (local.set $high2 (v128.load (i32.const 144)))
    (local.set $half (i8x16.splat (i32.const 15)))
    (local.set $at (local.get $from))
    (local.set $begin (local.get $out))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $to)))
        (local.set $a (v128.load align=1 (local.get $at)))
        (local.set $b (v128.load offset=1 align=1 (local.get $at)))
        (local.set $c (v128.load offset=2 align=1 (local.get $at)))
        (local.set $a
          (v128.and
            (i8x16.swizzle (local.get $low0) (v128.and (local.get $a) (local.get $half)))
            (i8x16.swizzle (local.get $high0) (i8x16.shr_u (local.get $a) (i32.const 4)))))
        (local.set $b
          (v128.and
            (i8x16.swizzle (local.get $low1) (v128.and (local.get $b) (local.get $half)))
            (i8x16.swizzle (local.get $high1) (i8x16.shr_u (local.get $b) (i32.const 4)))))
        (local.set $c
          (v128.and
            (i8x16.swizzle (local.get $low2) (v128.and (local.get $c) (local.get $half)))
            (i8x16.swizzle (local.get $high2) (i8x16.shr_u (local.get $c) (i32.const 4)))))
        (local.set $a (v128.and (local.get $a) (v128.and (local.get $b) (local.get $c))))
        (local.set $mask (i8x16.bitmask (i8x16.ne (local.get $a) (v128.const i64x2 0 0))))
        (if (local.get $mask)
          (then
            (loop $hits
              (i32.store (local.get $out) (i32.add (local.get $at) (i32.ctz (local.get $mask))))
              (local.set $out (i32.add (local.get $out) (i32.const 4)))
              (local.set $mask (i32.and (local.get $mask) (i32.sub (local.get $mask) (i32.const 1))))
              (br_if $hits (local.get $mask)))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (i32.shr_u (i32.sub (local.get $out) (local.get $begin)) (i32.const 2))))
