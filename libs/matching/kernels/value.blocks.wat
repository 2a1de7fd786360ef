;; Counts values by blocks of 128 slots (value.blocks.ts). Places are in bytes.
(module
  (import "env" "memory" (memory 0 65536 shared))

  ;; $found has a bit for each slot found, 16 bytes a block, up to $end. Values of a block stand from $from[block] to
  ;; $from[block + 1]: which they are in $values (u16), who has them in $masks (16 bytes each). Adds to $counts (i32) by value.
  (func (export "countBlocks")
    (param $found i32) (param $end i32) (param $from i32) (param $values i32) (param $masks i32) (param $counts i32)
    (local $low i64) (local $high i64)
    (local $first i32) (local $value i32) (local $last i32) (local $mask i32) (local $count i32)
    (block $done
      (loop $blocks
        (br_if $done (i32.ge_u (local.get $found) (local.get $end)))
        (local.set $low (i64.load (local.get $found)))
        (local.set $high (i64.load offset=8 (local.get $found)))
        (local.set $first (i32.load (local.get $from)))
        (local.set $last (i32.load offset=4 (local.get $from)))
        (block $next
          (br_if $next (i64.eqz (i64.or (local.get $low) (local.get $high))))
          (local.set $mask (i32.add (local.get $masks) (i32.shl (local.get $first) (i32.const 4))))
          (local.set $value (i32.add (local.get $values) (i32.shl (local.get $first) (i32.const 1))))
          (local.set $last (i32.add (local.get $values) (i32.shl (local.get $last) (i32.const 1))))
          (loop $entries
            (br_if $next (i32.ge_u (local.get $value) (local.get $last)))
            (local.set $count
              (i32.add (local.get $counts) (i32.shl (i32.load16_u (local.get $value)) (i32.const 2))))
            (i32.store (local.get $count)
              (i32.add
                (i32.load (local.get $count))
                (i32.wrap_i64
                  (i64.add
                    (i64.popcnt (i64.and (i64.load (local.get $mask)) (local.get $low)))
                    (i64.popcnt (i64.and (i64.load offset=8 (local.get $mask)) (local.get $high)))))))
            (local.set $value (i32.add (local.get $value) (i32.const 2)))
            (local.set $mask (i32.add (local.get $mask) (i32.const 16)))
            (br $entries)))
        (local.set $found (i32.add (local.get $found) (i32.const 16)))
        (local.set $from (i32.add (local.get $from) (i32.const 4)))
        (br $blocks)))))
